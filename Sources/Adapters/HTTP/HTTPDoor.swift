import BrokerClient
import Concerns
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import NIOSSL
import Synchronization
import Vocabulary

/// A connection's request, and the channel that it came over.
struct DoorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// Answers requests by the table of routes: who asks, may they, is there room, what does it say, is it receipted.
struct HTTPDoor: HTTPResponder {
    /// One caller with its own way to the broker.
    struct Desk: Sendable {
        let caller: HTTPCaller
        let sink: any EventSink
        let journal: AdapterJournal
        let box: ClientBox?
    }

    /// How many requests of each caller are on their way.
    private final class Load: Sendable {
        private let counts = Mutex<[EventSource: Int]>([:])

        func enter(_ source: EventSource, most: Int) -> Bool {
            counts.withLock { counts in
                guard counts[source, default: 0] < most else { return false }
                counts[source, default: 0] += 1
                return true
            }
        }

        func leave(_ source: EventSource) { counts.withLock { $0[source, default: 1] -= 1 } }
    }

    private let configuration: HTTPConfiguration
    private let desks: [Desk]
    private let load = Load()

    init(_ configuration: HTTPConfiguration, desks: [Desk]) {
        self.configuration = configuration
        self.desks = desks
    }

    func respond(to request: Request, context: DoorContext) async throws -> Response {
        let path = request.uri.path.removingPercentEncoding ?? request.uri.path
        let known = HTTPRoute.all.filter { $0.path == path }
        guard let first = known.first else {
            return Self.answer(Problem(.notFound, "no-such-path", "see /openapi.json"))
        }
        guard let route = known.first(where: { $0.method == request.method }) else {
            let allowed = first.method.rawValue
            return Self.answer(Problem(.methodNotAllowed, "method", "must be \(allowed)", allowed: allowed))
        }
        switch route.purpose {
        case .description: return Self.answer(OpenAPIDescription.json)
        case .health: return try await health()
        case .metrics: return try await metrics()
        case .events, .processMessage: return await take(request, context, route)
        }
    }

    // MARK: What is sent

    private func take(_ request: Request, _ context: DoorContext, _ route: HTTPRoute) async -> Response {
        do {
            let desk = try await desk(of: request, context)
            desk.journal.heard()
            do {
                return try await take(request, route, desk)
            } catch let problem as Problem {
                let reason = problem.pointer.map { "\($0): \(problem.detail)" } ?? problem.detail
                desk.journal.refused(.init(message: route.path, code: problem.code, reason: reason))
                throw problem
            }
        } catch let problem as Problem {
            return route.purpose == .processMessage ? FHIRAnswer.refusal(problem) : Self.answer(problem)
        } catch {
            // The box's own words are for the log of whoever runs it; nothing was stored.
            let problem = Problem(
                .serviceUnavailable,
                "box",
                "not now: the adapter cannot store",
                retryAfter: 30
            )
            return route.purpose == .processMessage ? FHIRAnswer.refusal(problem) : Self.answer(problem)
        }
    }

    private func take(_ request: Request, _ route: HTTPRoute, _ desk: Desk) async throws -> Response {
        guard load.enter(desk.caller.source, most: configuration.mostRequests) else {
            let detail = "at most \(configuration.mostRequests) requests at once"
            throw Problem(.tooManyRequests, "slow-down", detail, retryAfter: 1)
        }
        defer { load.leave(desk.caller.source) }
        let type = try contentType(request, route)
        if let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length > configuration.longestBody
        {
            throw tooLong
        }
        guard try await desk.sink.hasRoom() else { throw Problem.full }
        let body = try await body(of: request)
        switch route.purpose {
        case .processMessage:
            let message = try FHIRMessage(body)
            return try await FHIRReception(configuration, desk.caller.source).take(message, desk)
        case .events, .description, .health, .metrics:
            let taken = try read(body, type, request, desk)
            let receipts = try await Self.receipts(of: taken.map(\.publication), desk, configuration.patience)
            return Self.answer(["receipts": .array(zip(taken, receipts).map { Self.row($0, $1) })])
        }
    }

    private var tooLong: Problem {
        Problem(.contentTooLarge, "too-large", "a body has at most \(configuration.longestBody) bytes")
    }

    private func body(of request: Request) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= configuration.longestBody else { throw tooLong }
            bytes += buffer.readableBytesView
        }
        return bytes
    }

    private func contentType(_ request: Request, _ route: HTTPRoute) throws -> String {
        let text = request.headers[.contentType] ?? ""
        let parts = text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let isUTF8 = parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0.contains("utf-8") }
        guard let type = parts.first, route.takes.contains(type), isUTF8,
            // Plain JSON is an event's data, whose attributes are headers.
            route.purpose != .events || type != HTTPRoute.json || Self.isBinary(request)
        else {
            let types = route.takes.joined(separator: ", ")
            let detail =
                "the content type must be one of \(types), in UTF-8; application/json only with ce- headers"
            throw Problem(.unsupportedMediaType, "content-type", detail)
        }
        return type
    }

    private static func isBinary(_ request: Request) -> Bool {
        request.headers.contains { $0.name.canonicalName == "ce-specversion" }
    }

    private func read(
        _ body: [UInt8],
        _ type: String,
        _ request: Request,
        _ desk: Desk
    ) throws -> [CloudEventReading.Taken] {
        let reading = CloudEventReading(source: desk.caller.source, catalogue: configuration.catalogue)
        switch type {
        case HTTPRoute.structured: return [try reading.event(body)]
        case HTTPRoute.batch: return try reading.batch(body, atMost: configuration.mostEvents)
        default:
            let attributes = try request.headers.compactMap { field -> (name: String, value: String)? in
                guard field.name.canonicalName.hasPrefix("ce-") else { return nil }
                guard let value = field.value.removingPercentEncoding else {
                    throw Problem(.badRequest, "not-cloudevents", "a ce- header is not percent-encoded UTF-8")
                }
                return (String(field.name.canonicalName.dropFirst(3)), value)
            }
            return [try reading.event(attributes: attributes, data: body)]
        }
    }

    /// Stores events, all or none, and waits for their receipts.
    static func receipts(
        of publications: [Publication],
        _ desk: Desk,
        _ patience: Duration
    ) async throws -> [StoredReceipt] {
        do {
            try await desk.sink.store(publications)
            desk.journal.stored(events: publications.count)
            return try await desk.sink.receipts(of: publications.map(\.id), within: patience)
        } catch let error as ClientError where error.code == .idReused {
            throw Problem(.conflict, "id-reused", "the id was used for something else")
        } catch let error as ClientError where error.code == .unanswered {
            throw Problem.unanswered
        } catch let error as ClientError where error.code == .refused {
            guard let refusal = error.refusal else { throw error }
            throw Problem(refusal)
        }
    }

    private static func row(_ taken: CloudEventReading.Taken, _ receipt: StoredReceipt) -> JSONValue {
        var row: [JSONMember] = [
            JSONMember("id", .string(taken.id)), JSONMember("source", .string(taken.source)),
            JSONMember("published", .string(receipt.id.text)),
            JSONMember("seq", .integer(receipt.sequence.number)),
            JSONMember("receipt", receipt.json),
        ]
        if !taken.leftOut.isEmpty {
            row.append(JSONMember("left-out", .array(taken.leftOut.map { .string($0) })))
        }
        return .object(row)
    }

    // MARK: Who asks

    private func desk(of request: Request, _ context: DoorContext) async throws -> Desk {
        if configuration.tls?.clients != nil,
            let certificate = try await context.channel.nioSSL_peerCertificate().get()
        {
            let digest = Digest.ofBody(try certificate.toDERBytes())
            if let desk = desks.first(where: { HTTPCaller.contains($0.caller.certificates, digest) }) {
                return desk
            }
        }
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
            let digest = Digest.ofBody(Array(header.utf8.dropFirst(7)))
            var found: Desk?
            for desk in desks where HTTPCaller.contains(desk.caller.tokens, digest) { found = desk }
            if let found { return found }
        }
        throw Problem(
            .unauthorized,
            "who-are-you",
            "a client certificate or a bearer token of a system known here"
        )
    }

    // MARK: What anybody may ask

    private func health() async throws -> Response {
        var hasRoom = true
        for desk in desks where hasRoom { hasRoom = try await desk.sink.hasRoom() }
        let status: HTTPResponse.Status = hasRoom ? .ok : .serviceUnavailable
        return Self.answer(["status": .string(hasRoom ? "ok" : "full")], status: status)
    }

    private func metrics() async throws -> Response {
        var text = ""
        for desk in desks {
            let counts = try await desk.box?.outboxCounts() ?? ClientBox.OutboxCounts()
            text += desk.journal.exposition(waiting: counts.waiting, brokerRefused: counts.refused)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    // MARK: Answers

    static func answer(
        _ json: JSONValue,
        status: HTTPResponse.Status = .ok,
        type: String = HTTPRoute.json
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: json.serialized()))
        )
    }

    static func answer(_ problem: Problem) -> Response {
        var response = answer(problem.json, status: problem.status, type: HTTPRoute.problem)
        addHeaders(of: problem, to: &response)
        return response
    }

    static func addHeaders(of problem: Problem, to response: inout Response) {
        if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if let allowed = problem.allowed { response.headers[.allow] = allowed }
        if problem.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    }
}

extension StoredReceipt {
    /// The receipt as the broker gave it.
    var json: JSONValue {
        do throws(JSONError) { return try JSONDocument(parsing: bytes).root.value } catch {
            // The connection has read it before it was stored.
            return .null
        }
    }
}
