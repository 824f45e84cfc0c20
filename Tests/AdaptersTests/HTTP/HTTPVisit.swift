import AsyncHTTPClient
import Foundation
import JSON
import Logging
import NIOCore
import NIOHTTP1
import Vocabulary

@testable import Adapters

/// An adapter that serves, and somebody who asks it.
struct HTTPVisit: Sendable {
    /// What was answered.
    struct Answer: Sendable {
        let status: Int
        let type: String
        let retryAfter: String?
        let body: String

        var json: JSONValue {
            get throws { try JSONDocument(parsing: Array(body.utf8), depth: 32).root.value }
        }
    }

    let client: HTTPClient
    let port: Int

    func ask(
        _ method: String = "POST",
        _ path: String = "/events",
        type: String? = "application/cloudevents+json",
        headers: [(String, String)] = [("authorization", "Bearer " + HTTPSamples.token)],
        body: [UInt8]? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .RAW(value: method)
        if let type { request.headers.add(name: "content-type", value: type) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(request, timeout: .seconds(600))
        let answer = try await response.body.collect(upTo: 1 << 22)
        return Answer(
            status: Int(response.status.code),
            type: response.headers.first(name: "content-type") ?? "",
            retryAfter: response.headers.first(name: "retry-after"),
            body: String(buffer: answer)
        )
    }

    func send(_ text: String, type: String = "application/cloudevents+json") async throws -> Answer {
        try await ask(type: type, body: Array(text.utf8))
    }

    func message(_ text: String) async throws -> Answer {
        try await ask("POST", "/fhir/$process-message", type: "application/fhir+json", body: Array(text.utf8))
    }

    /// Runs an adapter while the body asks it.
    static func run(
        _ configuration: HTTPConfiguration,
        _ sink: RecordingSink,
        _ journal: AdapterJournal,
        _ body: @Sendable (HTTPVisit) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let adapter = HTTPAdapter(
            configuration,
            lines: configuration.callers.map { _ in HTTPAdapter.Line(sink: sink, journal: journal, box: nil)
            },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            listening: { port.yield($0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await adapter.run() } catch is CancellationError {
                    // The test is over.
                }
            }
            var listening = ports.makeAsyncIterator()
            let port = try Samples.required(await listening.next())
            try await body(HTTPVisit(client: .shared, port: port))
            group.cancelAll()
        }
    }
}
