import Testing
import Vocabulary
import Wire

/// The permission matrix holds on every path: what DELIVER does not show, no read shows.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ClearanceTests {
    /// Linda is told of both, but her agency's key was given police topics only.
    private static let systems = [
        Partnership.System(user: "wmp/niche", roles: ["PPU"], publishes: ["police.>"]),
        Partnership.System(user: "bhm-add/treatment", roles: ["KWM", "ADL"], publishes: ["substance.>"]),
        Partnership.System(
            user: "bhm-hv/child-health",
            roles: ["HV"],
            sees: ["case.E08000025.*.police.>"]
        ),
    ]

    @Test func `a topic that a key does not allow is shown on no path, though the system's staff were told`()
        async throws
    {
        let partnership = try await Partnership(Self.systems, workers: [("bhm-hv/linda.okafor", "HV")])
        let police = try await partnership.client("wmp/niche")
        let treatment = try await partnership.client("bhm-add/treatment")
        let tested = try await treatment.publish(Self.testResult)
        let attended = try await police.publish(Self.incident)

        let visitor = try await partnership.client("bhm-hv/child-health")
        try await visitor.subscribe(["case.E08000025.C-1042.police.>"], as: "all")
        let delivered = try await visitor.nextText("DELIVER")
        #expect(delivered.head.contains(#""topic":"police.domestic-incident""#))
        #expect(try await visitor.explanation(of: attended).contains("linda.okafor"))
        #expect(try await visitor.explanation(of: tested).hasPrefix(#"{"code":403,"#))
        let story = try await visitor.chronology()
        #expect(story.contains(#""topic":"police.domestic-incident""#))
        #expect(!story.contains("substance"))
        #expect(!story.contains("allocation"))

        for client in [police, treatment, visitor] { await client.close() }
        try await partnership.stop()
    }

    @Test func `who read or exported which part of a story is an entry by the time it is shown`() async throws
    {
        let partnership = try await Partnership(Self.systems, workers: [("bhm-hv/linda.okafor", "HV")])
        let manager = try await partnership.client("bhm-csc/casework")
        try await manager.subscribe(["broker.read"], as: "reads", from: .now)
        let visitor = try await partnership.client("bhm-hv/child-health")
        var fetch = ClientMessage.Fetch(.chronology)
        fetch.caseID = CaseID("C-1042")
        fetch.agency = AgencyID("wmp")
        fetch.knownOn = Instant(rfc3339: Partnership.start)
        #expect(try await visitor.read(fetch).isEmpty)

        // The page is there; what was committed before it has been sent already.
        try await manager.send(.ping)
        let (head, body) = try await manager.nextText("DELIVER", "PONG")
        #expect(head.contains(#""topic":"broker.read","#))
        #expect(
            body.hasSuffix(
                #""data":{"user":"bhm-hv/child-health","what":"chronology","case":"C-1042","agency":"wmp","#
                    + #""known-on":"2018-06-06T09:00:00Z"}}"#
            )
        )
        for client in [manager, visitor] { await client.close() }
        try await partnership.stop()
    }

    private static let testResult = Said(
        "substance.test-result",
        """
        {"people":[{"role":"mother","identifiers":[{"scheme":"nhs","value":"9992839457"}]}],\
        "taken":"2018-06-04","result":"positive"}
        """,
        by: "bhm-add/treatment",
        id: "0a8e0c0c-6b6c-4e0e-a3ad-4a6f0f3f3f01"
    )

    private static let incident = Said(
        "police.domestic-incident",
        """
        {"people":[{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}],\
        "dash-grade":"medium","child-present":true,"child-seen":true}
        """,
        by: "wmp/niche",
        id: "0a8e0c0c-6b6c-4e0e-a3ad-4a6f0f3f3f02"
    )
}
