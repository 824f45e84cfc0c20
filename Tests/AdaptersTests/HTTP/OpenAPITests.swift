import JSON
import Testing
import Vocabulary
import Wire

@testable import Adapters

/// What `/openapi.json` says, held against what is answered: every path, every answer, both ways.
@Suite(.timeLimit(.minutes(5))) struct OpenAPITests {
    @Test func `every answer is described, and every description of one that takes events is answered`()
        async throws
    {
        let sink = RecordingSink()
        let journal = AdapterJournal(name: "bhm-gp/practice") { Instant(milliseconds: 1_480_766_400_000) }
        try await HTTPVisit.run(try HTTPSamples.configuration(), sink, journal) { visit in
            let description = try await visit.ask("GET", "/openapi.json", type: nil, headers: []).json
            #expect(description["openapi"] == "3.1.0")
            var seen: [String: Set<Int>] = [:]
            func note(_ method: String, _ path: String, _ answer: HTTPVisit.Answer) {
                let answers = description["paths"]?[path]?[method.lowercased()]?["responses"]
                let described = answers?[String(answer.status)]
                #expect(described != nil, "\(method) \(path) answers \(answer.status)")
                let type = answer.type.split(separator: ";").first.map(String.init) ?? ""
                #expect(described?["content"]?[type] != nil, "\(path) answers \(answer.status) as \(type)")
                if answer.retryAfter != nil { #expect(described?["headers"]?["Retry-After"] != nil) }
                seen[path, default: []].insert(answer.status)
            }
            for path in ["/openapi.json", "/health", "/metrics"] {
                note("GET", path, try await visit.ask("GET", path, type: nil, headers: []))
            }
            for answer in try await Self.answers(visit, sink, isFHIR: false) {
                note("POST", "/events", answer)
            }
            let path = "/fhir/$process-message"
            for answer in try await Self.answers(visit, sink, isFHIR: true) { note("POST", path, answer) }
            sink.set { $0.hasRoom = false }
            note("GET", "/health", try await visit.ask("GET", "/health", type: nil, headers: []))
            for route in HTTPRoute.all {
                #expect(seen[route.path] == Set(route.answers.map(\.status)), "\(route.path)")
            }
            guard case .object(let paths)? = description["paths"] else { throw Samples.SampleError() }
            #expect(paths.map(\.key) == HTTPRoute.all.map(\.path))
        }
    }

    /// One of each answer that a route gives to what is sent.
    private static func answers(
        _ visit: HTTPVisit,
        _ sink: RecordingSink,
        isFHIR: Bool
    ) async throws -> [HTTPVisit.Answer] {
        let path = isFHIR ? "/fhir/$process-message" : "/events"
        let usual = isFHIR ? "application/fhir+json" : "application/cloudevents+json"
        let good = Array((isFHIR ? HTTPSamples.message("o-1") : HTTPSamples.event("o-1")).utf8)
        let other = Array(
            (isFHIR
                ? HTTPSamples.message("o-1").replacing("2016-12-20", with: "2016-12-21")
                : HTTPSamples.event("o-1").replacing("surgery", with: "home")).utf8
        )
        let unfit = Array(
            (isFHIR
                ? HTTPSamples.message("o-2", status: "x")
                : HTTPSamples.event("o-2").replacing("\"time\"", with: "\"tyme\"")).utf8
        )
        func ask(_ body: [UInt8], type: String? = nil, known: Bool = true) async throws -> HTTPVisit.Answer {
            let headers = known ? [("authorization", "Bearer " + HTTPSamples.token)] : []
            return try await visit.ask("POST", path, type: type ?? usual, headers: headers, body: body)
        }
        var answers = [
            try await ask(good), try await ask(other), try await ask(unfit), try await ask(Array("{".utf8)),
            try await ask(good, known: false), try await ask(good, type: "text/xml"),
            try await ask([UInt8](repeating: 0x20, count: 70_000)),
        ]
        for code in [WireCode.forbidden, .moved] {
            sink.set { $0.refusal = WireRefusal(code, "text") }
            answers.append(try await ask(good))
        }
        sink.set {
            $0.refusal = nil
            $0.isSilent = true
        }
        answers.append(try await ask(good))
        sink.set {
            $0.isSilent = false
            $0.isHeld = true
        }
        // Four wait for their receipts; the fifth is one too many.
        try await withThrowingTaskGroup(of: HTTPVisit.Answer.self) { group in
            for _ in 0..<4 {
                group.addTask { try await visit.ask("POST", path, type: usual, body: good) }
            }
            while sink.now.held < 4 { await Task.yield() }
            answers.append(try await ask(good))
            sink.set { $0.isHeld = false }
            for try await answer in group { answers.append(answer) }
        }
        sink.set { $0.held = 0 }
        return answers
    }
}
