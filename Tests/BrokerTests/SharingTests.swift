import JSON
import Testing
import Topics
import Vocabulary
import Wire

/// What was taken back reaches nobody any longer, on real sockets and on every path that shows content.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SharingTests {
    private static let secret = "Refuge, 4 Alder Row"
    private static let police = Partnership.System(
        user: "wmp/niche",
        roles: ["PPU"],
        publishes: ["police.>", "concern.>"]
    )
    private static let health = Partnership.System(user: "bhm-hv/child-health", roles: ["HV"])

    private func incident(_ id: String, supersedes: String? = nil, _ summary: String = Self.secret) -> Said {
        let said = Said(
            "police.domestic-incident",
            """
            {"people":[{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}]}],\
            "dash-grade":"high","child-present":true,"child-seen":true,"summary":"\(summary)"}
            """,
            by: "wmp/niche",
            id: id
        )
        guard let supersedes else { return said }
        let text = String(decoding: said.body, as: UTF8.self)
        return Said(
            said.topic,
            id: id,
            event: text.replacing(#""subject":"","#, with: #""subject":"","supersedes":"\#(supersedes)","#)
        )
    }

    @Test func `an inbox says what was said and by whom, and nothing of it once it was taken back`()
        async throws
    {
        let town = try await Partnership([Self.police], workers: [("bhm-csc/nadia.bloom", "ASW")])
        let niche = try await town.client("wmp/niche")
        try await niche.publish(incident("c-1"))
        let casework = try await town.client("bhm-csc/casework")
        var fetch = ClientMessage.Fetch(.inbox)
        fetch.person = StaffID("bhm-csc/nadia.bloom")
        fetch.all = true
        func inbox() async throws -> JSONNode? {
            try await casework.read(fetch).split(separator: "\n")
                .map { try JSONDocument(parsing: Array($0.utf8)).root }.first { $0["id"]?.string == "c-1" }
        }
        let row = try #require(try await inbox())
        #expect(row["from"]?.string == "wmp/niche")
        #expect(row["data"]?["dash-grade"]?.string == "high")
        try await niche.publish(
            Said("concern.recalled", #"{"concern":"c-1","reason":"other"}"#, by: "wmp/niche", id: "r-1")
        )
        #expect(try await inbox()?["data"] == nil)
        await niche.close()
        await casework.close()
        try await town.stop()
    }

    @Test func `a recall empties every copy, keeps every number, and says who and why`() async throws {
        let town = try await Partnership(
            [Self.police, Self.health],
            workers: [("bhm-csc/nadia.bloom", "ASW"), ("bhm-hv/linda.okafor", "HV")]
        )
        let niche = try await town.client("wmp/niche")
        let reader = try await town.client("bhm-hv/child-health")
        try await reader.subscribe(["case.E08000025.C-1042.>"], as: "all", from: .now)
        let first = try await niche.publish(incident("c-1"))
        let delivered = try await reader.delivery()
        #expect(String(decoding: delivered.body, as: UTF8.self).contains("c-1"))
        try await reader.acknowledge([1])

        // Nobody is there to fetch the second.
        await reader.close()
        let second = try await niche.publish(incident("c-2"))
        for id in ["c-1", "c-2"] {
            try await niche.publish(
                Said(
                    "concern.recalled",
                    #"{"concern":"\#(id)","reason":"protected-address"}"#,
                    by: "wmp/niche",
                    id: "r-\(id)"
                )
            )
        }
        let again = try await town.client("bhm-hv/child-health")
        try await again.subscribe(["case.E08000025.C-1042.>"], as: "all", from: .now)
        var heads: [String] = []
        for _ in 2...4 {
            let deliver = try await again.delivery()
            heads.append("\(deliver.number) \(deliver.topic) \(deliver.why) \(deliver.withheld)")
            #expect(deliver.withheld == deliver.body.isEmpty)
            #expect(!String(decoding: deliver.body, as: UTF8.self).contains("Refuge"))
        }
        #expect(
            heads == [
                "2 police.domestic-incident recalled protected-address true",
                "3 concern.recalled active-on-case false", "4 concern.recalled active-on-case false",
            ]
        )
        try await expectEmptied([first, second], to: niche, again)
        await niche.close()
        await again.close()
        try await town.stop()
    }

    private func expectEmptied(_ sequences: [LedgerSequence], to clients: TestClient...) async throws {
        for (client, mayRead) in zip(clients, [false, true]) {
            for sequence in sequences {
                let explained = try await client.explanation(of: sequence)
                #expect(explained.contains(#""rule":"recalled protected-address""#))
                #expect(explained.contains("taken back by wmp/niche"))
            }
            guard mayRead else { continue }
            let story = try await client.chronology()
            #expect(!story.contains("Refuge"))
            let rows = try story.split(separator: "\n").map { try JSONDocument(parsing: Array($0.utf8)).root }
            let recalled = rows.filter { $0["recalled"] != nil }
            #expect(recalled.map { $0["id"]?.string } == ["c-1", "c-2"])
            #expect(recalled.allSatisfy { $0["data"]?.isNull == true })
            #expect(recalled.map { $0["recalled"]?["by"]?.string } == ["wmp/niche", "wmp/niche"])
        }
    }

    @Test func `broken glass shows a case to whoever is on none of it, and not what was taken back`()
        async throws
    {
        let emergency = Partnership.System(
            user: "bhm-hv/clinic",
            roles: ["HV"],
            publishes: ["access.>"],
            sees: ["case.E08000025.>"]
        )
        let town = try await Partnership(
            [Self.police, emergency],
            workers: [("bhm-csc/nadia.bloom", "ASW")],
            others: [("bhm-hv/sam.quinn", "HV")]
        )
        let niche = try await town.client("wmp/niche")
        let seen = try await niche.publish(incident("c-1", "Said of her."))
        let taken = try await niche.publish(incident("c-2"))
        try await niche.publish(
            Said("concern.recalled", #"{"concern":"c-2","reason":"other"}"#, by: "wmp/niche", id: "r-2")
        )
        let reader = try await town.client("bhm-hv/clinic")
        #expect(try await reader.chronology().contains(#""code":403"#))
        #expect(try await reader.explanation(of: seen).contains(#""code":403"#))
        try await reader.publish(
            Said(
                "access.break-glass",
                #"{"case":"C-1042","person":"bhm-hv/sam.quinn","reason":"Brought in at night."}"#,
                by: "bhm-hv/clinic",
                id: "g-1"
            )
        )
        let story = try await reader.chronology()
        #expect(story.contains(#""id":"c-1""#))
        #expect(!story.contains("Refuge"))
        #expect(try await reader.explanation(of: seen).contains("lead-professional"))
        var fetch = ClientMessage.Fetch(.instants)
        fetch.sequence = taken
        let instants = try await reader.read(fetch)
        #expect(instants.hasPrefix(#"{"seq":\#(taken.number),"id":"c-2","event":"#), "\(instants)")
        await niche.close()
        await reader.close()
        try await town.stop()
    }

    @Test func `a correction marks the first, and what was known before it says nothing of it`() async throws
    {
        let town = try await Partnership(
            [Self.police, Self.health],
            workers: [("bhm-csc/nadia.bloom", "ASW"), ("bhm-hv/linda.okafor", "HV")]
        )
        let niche = try await town.client("wmp/niche")
        try await niche.publish(incident("c-1", "Said of her."))
        try await niche.publish(incident("c-2", supersedes: "c-1", "Said of another."))
        let reader = try await town.client("bhm-hv/child-health")
        let rows = try await reader.chronology().split(separator: "\n")
            .map { try JSONDocument(parsing: Array($0.utf8)).root }
            .filter { $0["topic"]?.string == "police.domestic-incident" }
        #expect(rows.map { $0["superseded-by"]?.elements.map { $0["id"]?.string } } == [["c-2"], nil])
        #expect(rows.map { $0["supersedes"]?["id"]?.string } == [nil, "c-1"])
        #expect(rows.allSatisfy { $0["data"]?.isNull == false })
        await niche.close()
        await reader.close()
        try await town.stop()
    }
}
