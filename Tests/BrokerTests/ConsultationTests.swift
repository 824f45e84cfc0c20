import Routing
import Testing
import Vocabulary
import Wire

/// On the wire, whoever answers a consultation without names sees no trace of whoever asked, and no third system sees the
/// answer (N64).
@Suite(.serialized, .timeLimit(.minutes(40))) struct ConsultationTests {
    private static let systems = [
        Partnership.System(user: "bhm-hv/child-health", roles: ["HV"], publishes: ["consultation.asked"]),
        Partnership.System(user: "bhm-hv/records", roles: ["HV"], cases: .all),
        Partnership.System(user: "wmp/niche", roles: ["PPU", "MASH", "DES"], cases: .all),
    ]

    private static let asked = Said(
        "consultation.asked",
        #"{"reference":"Q-77","question":"She drinks each evening. Is that a referral?"}"#,
        by: "bhm-hv/child-health",
        id: "0a8e0c0c-6b6c-4e0e-a3ad-4a6f0f3f3f11"
    )

    private static let answered = Said(
        "consultation.answered",
        #"{"question":"0a8e0c0c-6b6c-4e0e-a3ad-4a6f0f3f3f11","reference":"Q-77","advice":"Refer now."}"#,
        by: "bhm-csc/casework",
        id: "0a8e0c0c-6b6c-4e0e-a3ad-4a6f0f3f3f12"
    )

    @Test func `the one who answers sees no asker, and the answer goes to the asker alone on every path`()
        async throws
    {
        let partnership = try await Partnership(Self.systems, workers: [("bhm-hv/linda.okafor", "HV")])
        let desk = try await partnership.client("bhm-csc/casework")
        try await desk.subscribe(["consultation.*"], as: "desk", from: .now)
        let asker = try await partnership.client("bhm-hv/child-health")
        try await asker.subscribe(["consultation.answered"], as: "mine", from: .now)
        let question = try await asker.publish(Self.asked)

        let (head, body) = try await desk.nextText("DELIVER")
        #expect(
            head.contains(#""topic":"consultation.asked""#) && head.contains(#""by":"E08000025/somebody""#)
        )
        #expect(body.contains(#""source":"urn:concordat:E08000025:somebody:somebody""#))
        #expect(!(head + body).contains("bhm-hv") && !(head + body).contains("child-health"))
        #expect(try await !desk.explanation(of: question).contains("bhm-hv"))

        let answer = try await desk.publish(Self.answered)
        let reply = try await asker.nextText("DELIVER")
        #expect(reply.head.contains(#""why":"asked""#) && reply.body.contains(#""advice":"Refer now.""#))
        #expect(try await asker.explanation(of: answer).contains(#""rule":"asked""#))
        // Whoever answered may look at what it said, and not at where that went.
        #expect(try await !desk.explanation(of: answer).contains("bhm-hv"))

        for user in ["bhm-hv/records", "wmp/niche"] {
            let other = try await partnership.client(user)
            try await other.subscribe(["consultation.answered", "case.E08000025.>"], as: "all", from: .start)
            try await other.send(.ping)
            while true {
                let (head, _) = try await other.nextText("DELIVER", "PONG")
                guard head.contains(#""topic""#) else { break }
                #expect(!head.contains("consultation.answered"), "\(user)")
                #expect(!head.contains(#""by":"bhm-hv/child-health""#) || user == "bhm-hv/records", "\(user)")
            }
            #expect(try await other.explanation(of: answer).hasPrefix(#"{"code":403"#), "\(user)")
            await other.close()
        }
        for client in [desk, asker] { await client.close() }
        try await partnership.stop()
    }
}
