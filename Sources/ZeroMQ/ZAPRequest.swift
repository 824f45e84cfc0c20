/// A question of libzmq's to the authenticator: whether a key may connect (RFC 27).
struct ZAPRequest: Sendable {
    enum Verdict: Equatable {
        case accept(user: String, identity: String)
        case later
        case refuse
        case malformed

        fileprivate var code: String {
            switch self {
            case .accept: "200"
            case .later: "300"
            case .refuse: "400"
            case .malformed: "500"
            }
        }
    }

    /// What the answer has to repeat, so that libzmq takes it for one.
    private let number: [UInt8]
    /// The key that was proved, or `nil` if the request is not one that our servers make.
    let key: CurvePublicKey?

    /// Reads the frames after the routing id; `nil` if they cannot even be answered.
    ///
    ///     "" │ "1.0" │ number │ domain │ address │ identity │ "CURVE" │ 32-byte key
    init?(_ frames: MessageFrames) {
        guard frames.count >= 3, frames[0].isEmpty, frames[1].elementsEqual("1.0".utf8) else { return nil }
        number = [UInt8](frames[2])
        let isOurs =
            frames.isComplete && frames.count == 8 && frames[3].elementsEqual(Authenticator.domain.utf8)
            && frames[6].elementsEqual("CURVE".utf8)
        key = isOurs ? CurvePublicKey(bytes: frames[7]) : nil
    }

    /// The frames of the answer: "" │ "1.0" │ number │ code │ text │ user id │ metadata.
    func answer(_ verdict: Verdict) -> MessageFrames {
        var user = ""
        var metadata: [UInt8] = []
        if case .accept(let name, let identity) = verdict {
            user = name
            metadata = Self.property("Identity", identity)
        }
        return MessageFrames([
            [], [UInt8]("1.0".utf8), number, [UInt8](verdict.code.utf8), [], [UInt8](user.utf8), metadata,
        ])
    }

    /// One property as ZMTP writes it: the name's length in a byte, the value's in four.
    private static func property(_ name: String, _ value: String) -> [UInt8] {
        let length = UInt32(value.utf8.count).bigEndian
        let lengthBytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
        return [UInt8(name.utf8.count)] + [UInt8](name.utf8) + lengthBytes + [UInt8](value.utf8)
    }
}
