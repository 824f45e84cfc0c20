import Testing
import Vocabulary
import Wire

@testable import BrokerCore

/// What a snapshot holds, and what is refused as one.
@Suite struct SnapshotTests {
    private func lines(_ machine: BrokerMachine) throws -> [String] {
        String(decoding: try #require(machine.snapshot), as: UTF8.self).split(separator: "\n").map(
            String.init
        )
    }

    private func restored(_ lines: [String], in house: House) throws -> BrokerMachine {
        var machine = BrokerMachine(policy: house.policy, boot: "restored")
        try machine.restore(Array((lines.joined(separator: "\n") + "\n").utf8))
        return machine
    }

    @Test func `it says first what it stands for, and a restored one writes the same`() throws {
        let house = try House.withCase()
        let lines = try lines(house.broker)
        let (size, at) = (house.state.lastSequence.number, house.state.lastAccepted.milliseconds)
        #expect(lines[0] == #"{"fact":"snapshot","version":1,"seq":\#(size),"at":\#(at)}"#)
        #expect(lines[1] == #"{"fact":"started","story-clock":false}"#)
        let again = try restored(lines, in: house)
        #expect(again.state == house.state)
        #expect(try self.lines(again) == lines)
    }

    @Test func `what waits is in it one for one, and what is acknowledged only as a number`() throws {
        var house = try House.withCase()
        house.hello("bhm-csc/casework", "wmp/niche")
        _ = house.subscribe("bhm-csc/casework", ["police.>"])
        for _ in 1...5 {
            house.publish("police.domestic-incident", House.incident([House.child]), by: "wmp/niche")
        }
        _ = house.hear(.ack(sub: named("all"), numbers: [1, 2, 4]), from: "bhm-csc/casework")
        let line = try #require(try lines(house.broker).first { $0.contains(#""fact":"subscription","#) })
        let subscription = house.state.subscriptions.subscription(SubscriptionHandle(1))
        let items = [3, 4, 5].compactMap { subscription?.item($0) }
        let sizes = items.map { String($0.size) }.joined(separator: ",")
        #expect(items.count == 3)
        #expect(line.contains(#""acked":2"#))
        #expect(line.hasSuffix(#""size":[\#(sizes)],"done":[1,1],"refused":[]}"#))
    }

    @Test func `one of another version, without its first line or without counts is refused`() throws {
        let house = try House.withCase()
        let lines = try lines(house.broker)
        var newer = lines
        newer[0] = lines[0].replacing(#""version":1"#, with: #""version":2"#)
        #expect(throws: FactFault(fact: "snapshot", member: "version")) { try restored(newer, in: house) }
        #expect(throws: FactFault.self) { try restored(Array(lines.dropFirst()), in: house) }
        let uncounted = lines.filter { !$0.contains(#""fact":"postings""#) }
        #expect(throws: FactFault(fact: "snapshot", member: "line")) { try restored(uncounted, in: house) }
        #expect(throws: FactFault.self) { try restored(lines + [#"{"fact":"unheard-of"}"#], in: house) }
    }
}
