import Routing
import Testing
import Topics
import Vocabulary
import Wire

/// R11 against the real broker: a message that a system cannot process blocks nobody, and a person gets it in time.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyPoisonTests {
    private static let systems = [
        Partnership.System(user: "wmp/niche", roles: ["PPU"], publishes: ["police.>"]),
        Partnership.System(user: "bhm-hv/child-health", roles: ["HV"], sees: ["police.>"]),
    ]

    @Test func `after five refusals a message has an owner and a deadline, and the ones behind it go on`()
        async throws
    {
        let partnership = try await Partnership(
            Self.systems,
            workers: [("bhm-hv/linda.okafor", "HV"), ("bhm-csc/mina.door", "MASH")]
        )
        let police = try await partnership.client("wmp/niche")
        let visitor = try await partnership.client("bhm-hv/child-health")
        let casework = try await partnership.client("bhm-csc/casework")
        try await visitor.subscribe(Town.subscription(window: 2))
        try await casework.subscribe(["broker.quarantined"], as: "alarms", from: .now)
        var poison: Int64 = 0
        for number in 1...3 {
            let sequence = try await police.publish(Town.incident(number))
            if number == 1 { poison = sequence }
        }
        // The second message takes its place in the window meanwhile, and the third the second's.
        #expect(try await visitor.numbers(2) == [1, 2])
        #expect(try await visitor.acknowledge([2]) == .init(acked: 0, head: 3))
        #expect(try await visitor.delivery().number == 3)
        for attempt in 1...5 {
            let nack = ClientMessage.Verb.nack(
                sub: identifier("all", SubscriptionKind.self),
                number: 1,
                why: "cannot read it",
                afterMilliseconds: 1
            )
            try await visitor.send(nack)
            try await visitor.next { if case .nacked(_, 1) = $0.verb { () } else { nil } }
            guard attempt < 5 else { break }
            let again = try await visitor.delivery()
            #expect(again.number == 1)
            #expect(again.again)
        }
        #expect(try await visitor.acknowledge([3]) == .init(acked: 3, head: 3))

        // S2 on a Wednesday at ten, as the story's clock stands: four hours of the working day.
        let due = try #require(Instant(rfc3339: "2018-06-06T14:00:00+01:00"))
        let alarm = try await casework.delivery()
        let data = String(decoding: alarm.body, as: UTF8.self)
        #expect(data.contains(#""owner":"bhm-csc/mina.door""#))
        #expect(data.contains(#""due":"2018-06-06T13:00:00Z""#))
        #expect(data.contains(#""seq":\#(poison),"#))
        let duty = try await casework.read(ClientMessage.Fetch(.duty))
        let row = try #require(duty.split(separator: "\n").first { $0.contains(#""kind":"quarantined""#) })
        #expect(row.contains(#""owner":"bhm-csc/mina.door","owner-role":"MASH""#))
        #expect(row.contains(#""due":\#(due.milliseconds),"#))
        for client in [police, visitor, casework] { await client.close() }
        try await partnership.stop()
    }
}
