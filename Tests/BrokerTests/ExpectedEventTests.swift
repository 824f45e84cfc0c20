import BrokerCore
import Testing
import Vocabulary
import Wire

@testable import Broker

/// What an agency says will come and does not is a concern to whoever leads, on real sockets.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ExpectedEventTests {
    private static let systems = [
        Partnership.System(user: "wmp/niche", roles: ["PPU"], publishes: ["police.>"]),
        Partnership.System(user: "bhm-hv/child-health", roles: ["HV"], publishes: ["expected.registered"]),
        Partnership.System(user: "bhm-csc/lead", roles: ["ASW"]),
        Partnership.System(user: "bhm-gp/surgery", roles: ["GP"]),
    ]

    private func expectation(_ what: String, id: String) -> Said {
        Said(
            "expected.registered",
            #"{"case":"C-1042","what":"\#(what)","by":"2018-06-08","why":"She was not in on Monday."}"#,
            by: "bhm-hv/child-health",
            id: id
        )
    }

    @Test
    func `what was due and did not come reaches the lead when it was due, and what came reaches nobody`()
        async throws
    {
        let partnership = try await Partnership(
            Self.systems,
            workers: [("bhm-csc/nadia.bloom", "ASW"), ("bhm-hv/linda.okafor", "HV"), ("wmp/pat.lowe", "PPU")]
        )
        let lead = try await partnership.client("bhm-csc/lead")
        let stranger = try await partnership.client("bhm-gp/surgery")
        for client in [lead, stranger] {
            try await client.subscribe(["case.E08000025.C-1042.expected.missed"], as: "missed", from: .now)
        }
        let health = try await partnership.client("bhm-hv/child-health")
        try await health.publish(
            expectation("home.visit-completed", id: "11111111-0000-4000-8000-000000000061")
        )
        try await health.publish(
            expectation("police.safe-and-well", id: "11111111-0000-4000-8000-000000000062")
        )
        let police = try await partnership.client("wmp/niche")
        try await police.publish(
            Said(
                "police.safe-and-well",
                """
                {"people":[{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}],\
                "child-seen":true,"rooms-seen":["kitchen"],"spoken-to":["mother"]}
                """,
                by: "wmp/niche",
                id: "11111111-0000-4000-8000-000000000063"
            )
        )
        try await partnership.broker.node.jump(to: instant("2018-06-08T16:59:59+01:00"))
        #expect(try await missed(by: lead).isEmpty)
        try await partnership.broker.node.jump(to: instant("2018-06-08T17:00:00+01:00"))
        let told = try await missed(by: lead)
        #expect(told.count == 1)
        #expect(told.allSatisfy { $0.contains(#""what":"home.visit-completed""#) })
        // Ids and topics, and not why somebody waits.
        #expect(told.allSatisfy { !$0.contains("Monday") })
        #expect(try await missed(by: stranger).isEmpty)
        try await partnership.broker.node.jump(to: instant("2018-07-09T10:00:00+01:00"))
        #expect(try await missed(by: lead).isEmpty)
        for client in [lead, stranger, health, police] { await client.close() }
        try await partnership.stop()
    }

    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    /// What was delivered since it was last asked.
    private func missed(by client: TestClient) async throws -> [String] {
        var bodies: [String] = []
        try await client.send(.ping)
        while true {
            let (head, body) = try await client.nextText("DELIVER", "PONG")
            guard head.hasPrefix(#"{"sub""#) else { return bodies }
            bodies.append(body)
        }
    }
}

extension BrokerNode {
    /// Moves the story's clock, and returns when every deadline up to there is durable.
    fileprivate func jump(to target: Instant) async throws {
        let moved = await withCheckedContinuation { continuation in
            mail.post(.story(StoryMove(target: target) { continuation.resume(returning: $0) }))
        }
        _ = try moved.get()
    }
}
