import HTTPTypes
import JSON
import Wire

/// Why a request is refused, as RFC 9457 writes it; never with content.
struct Problem: Error, Equatable {
    var status: HTTPResponse.Status
    /// What a program looks at.
    var code: String
    /// What a person reads.
    var detail: String
    /// A JSON pointer into the body, if one place is at fault.
    var pointer: String?
    /// Seconds after which the same request makes sense.
    var retryAfter: Int?
    /// Methods that are allowed instead, with 405.
    var allowed: String?

    init(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ detail: String,
        pointer: String? = nil,
        retryAfter: Int? = nil,
        allowed: String? = nil
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.retryAfter = retryAfter
        self.allowed = allowed
    }

    /// What the broker refused.
    init(_ refusal: WireRefusal) {
        let status: HTTPResponse.Status =
            switch refusal.code {
            case .forbidden: .forbidden
            case .schema: .unprocessableContent
            case .tooLarge: .contentTooLarge
            case .idReused: .conflict
            case .badFrame, .noSession, .noSuch, .replaced, .reconnect, .slowDown, .moved, .notDurable,
                .version:
                .badGateway
            }
        self.init(
            status,
            "broker-refused",
            "the broker answered \(refusal.code.rawValue) \(refusal.code.name): \(refusal.text)",
            pointer: refusal.field
        )
    }

    /// Stored, but the broker has not answered.
    static let unanswered = Problem(
        .serviceUnavailable,
        "not-receipted-yet",
        "stored, and not receipted yet: send the same again, it is never told twice",
        retryAfter: 5
    )

    /// Too much waits already.
    static let full = Problem(
        .serviceUnavailable,
        "outbox-full",
        "too much waits for the broker; nothing of this request was taken",
        retryAfter: 5
    )

    var json: JSONValue {
        var members: [JSONMember] = [
            JSONMember("type", .string("urn:concordat:problem:" + code)),
            JSONMember("title", .string(status.reasonPhrase)),
            JSONMember("status", .integer(Int64(status.code))), JSONMember("code", .string(code)),
            JSONMember("detail", .string(detail)),
        ]
        if let pointer { members.append(JSONMember("pointer", .string(pointer))) }
        return .object(members)
    }
}
