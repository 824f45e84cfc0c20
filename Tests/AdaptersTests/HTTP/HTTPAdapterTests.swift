import Concerns
import Foundation
import JSON
import Testing
import Vocabulary
import Wire

@testable import Adapters

@Suite(.serialized, .timeLimit(.minutes(5))) struct HTTPAdapterTests {
    private let sink = RecordingSink()
    private let journal = AdapterJournal(name: "bhm-gp/practice") { Instant(milliseconds: 1_480_766_400_000) }

    private func visit(_ body: @Sendable (HTTPVisit) async throws -> Void) async throws {
        try await HTTPVisit.run(try HTTPSamples.configuration(), sink, journal, body)
    }

    @Test func `an event of another's making is ours, and the answer carries its receipt`() async throws {
        try await visit { visit in
            let first = try await visit.send(
                HTTPSamples.event("a 1", extra: #","traceparent":"00-1","lawfulbasis":"s47""#)
            )
            #expect(first.status == 200 && first.type == "application/json")
            let row = try first.json["receipts"].flatMap {
                if case .array(let rows) = $0 { rows.first } else { nil }
            }
            #expect(row?["id"] == "a 1" && row?["seq"] == 1 && row?["receipt"] == ["entry": [:]])
            #expect(row?["left-out"] == ["subject", "traceparent"])
            let again = try await visit.send(
                HTTPSamples.event("a 1", extra: #","traceparent":"00-1","lawfulbasis":"s47""#)
            )
            #expect(again.body == first.body)
            // Another source may have the same id.
            #expect(try await visit.send(HTTPSamples.event("a 1", source: "urn:other")).status == 200)
        }
        #expect(sink.now.order.count == 2)
        let concern = try Concern(parsing: Array(try #require(sink.bodies.first).utf8))
        #expect(concern.source.text == "urn:concordat:E08000025:bhm-gp:practice")
        #expect(concern.lawfulBasis == "s47" && concern.subject == nil)
    }

    @Test func `an event of our own making is passed on byte for byte`() async throws {
        let id = "3a4e7a1c-0000-8000-8000-000000000001"
        let text = HTTPSamples.event(id, source: "urn:concordat:E08000025:bhm-gp:practice")
            .replacing("x 1", with: "C-1042").replacing(#""data":{"#, with: #" "data": {"#)
        try await visit { visit in
            let answer = try await visit.send(text)
            #expect(answer.status == 200)
        }
        #expect(sink.now.order.map(\.text) == [id])
        #expect(sink.bodies == [text])
    }

    @Test func `binary mode and batches say the same, and a batch is taken whole or not at all`() async throws
    {
        try await visit { visit in
            let data = #"{"contact-type":"surgery","child-seen":true,"people":[{"name":"Zoë"}]}"#
            let headers = [
                ("authorization", "bearer " + HTTPSamples.token), ("ce-specversion", "1.0"),
                ("ce-id", "b%201"),
                ("ce-source", "urn:x"), ("ce-type", "health.contact.v1"), ("ce-time", "2016-12-20T10:00:00Z"),
            ]
            let binary = try await visit.ask(
                type: "application/json; charset=UTF-8",
                headers: headers,
                body: Array(data.utf8)
            )
            #expect(binary.status == 200 && binary.body.contains(#""id":"b 1""#))
            let batch = "application/cloudevents-batch+json"
            let good = "[" + (1...3).map { HTTPSamples.event("c\($0)") }.joined(separator: ",") + "]"
            #expect(try await visit.send(good, type: batch).status == 200)
            let bad = good.replacing("c2", with: "d2").replacing("c3\",\"source", with: "d3\",\"sauce")
            let refused = try await visit.send(bad, type: batch)
            #expect(refused.status == 400 && refused.body.contains(#""pointer":"/2/source""#))
            #expect(
                try await visit.send(
                    "[" + good.dropFirst(1).dropLast() + "," + HTTPSamples.event("e") + "]",
                    type: batch
                ).status == 413
            )
        }
        #expect(sink.now.order.count == 4 && sink.now.calls == 2)
    }

    @Test func `a FHIR message is answered with one that carries its receipts`() async throws {
        try await visit { visit in
            for _ in 0..<2 {
                let answer = try await visit.message(HTTPSamples.message("m-1"))
                #expect(answer.status == 200 && answer.type == "application/fhir+json")
                #expect(answer.body.contains(#""response":{"identifier":"m-1","code":"ok""#))
                #expect(answer.body.contains(#""resourceType":"Binary""#))
            }
            let status = try await visit.message(HTTPSamples.message("m-2", status: "sleeping"))
            #expect(status.status == 422)
            #expect(
                status.body.contains(#""code":"code-invalid""#)
                    && status.body.contains(#""expression":["Flag.status"]"#)
            )
            let number = try await visit.message(HTTPSamples.message("m-3", number: "9990516287"))
            #expect(number.body.contains(#""code":"value""#) && !number.body.contains("9990516287"))
            let unknown = try await visit.message(HTTPSamples.message("m-4").replacing("Flag", with: "Goal"))
            #expect(unknown.body.contains(#""code":"not-supported""#))
            let headless = try await visit.message(
                HTTPSamples.message("m-5").replacing("MessageHeader", with: "Basic")
            )
            #expect(headless.body.contains(#""expression":["Bundle.entry[0].resource"]"#))
        }
        #expect(sink.bodies.count == 1)
        #expect(
            sink.bodies.first?.contains(
                #""data":{"flag":"missing","from":"2016-12-20","people":[{"identifiers":[{"scheme":"nhs","value":"9990516286"}]}]}"#
            ) == true
        )
    }

    @Test
    func `whoever is not known, sends what is not taken, or too much, is told so and nothing is stored`()
        async throws
    {
        let sink = sink
        try await visit { visit in
            let body = Array(HTTPSamples.event("f").utf8)
            #expect(try await visit.ask(headers: [], body: body).status == 401)
            #expect(
                try await visit.ask(headers: [("authorization", "Bearer wrong")], body: body).status == 401
            )
            #expect(try await visit.ask(type: "text/plain", body: body).status == 415)
            #expect(try await visit.ask(type: nil, body: body).status == 415)
            #expect(try await visit.ask(type: "application/json", body: body).status == 415)
            #expect(try await visit.ask("GET", "/events").status == 405)
            #expect(try await visit.ask("GET", "/nowhere").status == 404)
            #expect(try await visit.ask(body: [UInt8](repeating: 0x20, count: 70_000)).status == 413)
            let fault = try await visit.send(
                HTTPSamples.event("g").replacing("2016-12-20T10:00:00Z", with: "yesterday")
            )
            #expect(
                fault.status == 422 && fault.body.contains(#""pointer":"/time""#)
                    && !fault.body.contains("yesterday")
            )
            sink.set { $0.hasRoom = false }
            let full = try await visit.ask(body: body)
            #expect(full.status == 503 && full.retryAfter == "5")
            #expect(try await visit.ask("GET", "/health").status == 503)
        }
        #expect(sink.now.calls == 0)
    }

    @Test func `a thousand hostile requests crash nothing, publish nothing in part, and get a reason each`()
        async throws
    {
        let events = [
            HTTPSamples.event("h1"), "[" + HTTPSamples.event("h2") + "," + HTTPSamples.event("h3") + "]",
        ]
        let inputs = HostileInputs(seed: 20_260_729)
        let bodies = inputs.messages(of: events, count: 700)
        let messages = inputs.messages(of: [HTTPSamples.message("h4")], count: 300)
        let (sink, journal) = (sink, journal)
        try await visit { visit in
            for (place, body) in (bodies + messages).enumerated() {
                let isMessage = place >= bodies.count
                let type =
                    isMessage
                    ? "application/fhir+json"
                    : "application/cloudevents" + (body.first == UInt8(ascii: "[") ? "-batch" : "") + "+json"
                let before = sink.now.order.count
                let answer = try await visit.ask(
                    "POST",
                    isMessage ? "/fhir/$process-message" : "/events",
                    type: type,
                    body: body
                )
                let stored = sink.now.order.count - before
                guard answer.status != 200 else { continue }
                #expect(
                    [400, 409, 413, 422].contains(answer.status) && stored == 0,
                    "\(place): \(answer.status)"
                )
                let json = try answer.json
                #expect(json["detail"] != nil || json["issue"] != nil)
            }
            #expect(try await visit.send(HTTPSamples.event("last")).status == 200)
        }
        #expect(journal.now.received == 1_001 && journal.now.refused > 500)
        for body in sink.bodies { _ = try Concern(parsing: Array(body.utf8)) }
    }
}
