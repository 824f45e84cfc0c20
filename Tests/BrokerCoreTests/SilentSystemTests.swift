import Concerns
import Escalation
import JSON
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// A system that is dead cannot say so; whoever waits for its concerns is told all the same.
@Suite struct SilentSystemTests {
    private static let police = "wmp/niche"
    private let due = "2018-06-07T10:00:00+01:00"

    /// A house that agreed with the police that they are heard once a day; it was started on Wednesday at 10.
    private func house(_ limit: Limit = .clockMinutes(1_440), phrase: String = "24 hours") throws -> House {
        let terms = SilenceBook.Terms(limit: limit, phrase: phrase)
        var house = try House(silence: [named(Self.police): terms])
        house.hello("bhm-csc/casework", Self.police)
        return house
    }

    private func speaks(_ house: inout House) -> Turn {
        house.publish("police.domestic-incident", House.incident([House.stranger]), by: Self.police)
    }

    private func said(_ topic: String, _ turns: Turn...) -> [Turn.Entry] {
        turns.flatMap(\.entries).filter { $0.topic.text == topic }
    }

    private func rows(_ house: House, _ kind: String = "silent") -> [JSONValue] {
        house.broker.dutyRows.filter { Self.member("kind", $0) == .string(kind) }
    }

    private static func member(_ name: String, _ row: JSONValue) -> JSONValue? {
        guard case .object(let members) = row else { return nil }
        return members.first { $0.key == name }?.value
    }

    /// Every process that reads this ledger knows the same, from the facts alone and from a snapshot.
    private func expectReplays(_ house: House, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for count in [0, house.stored.count / 2, house.stored.count - 1] {
            #expect(
                try house.replayed(snapshotAfter: count).state == house.state,
                sourceLocation: sourceLocation
            )
        }
    }

    @Test func `who was never heard is told to the front door and the manager when the limit is over, once`()
        throws
    {
        var house = try house()
        #expect(house.broker.nextDeadline == at(due))
        #expect(said("feed.silent", house.pass(to: "2018-06-07T09:59:59+01:00")).isEmpty)
        #expect(rows(house).isEmpty)
        let entry = try #require(said("feed.silent", house.pass(to: due)).first)
        #expect(entry.publisher.text == "E08000025/broker")
        #expect(
            entry.told == ["front-door MASH bhm-csc/door advised", "front-door TM bhm-csc/tess advised"]
        )
        let data = try #require(entry.concern?.data)
        #expect(data["system"]?.string == Self.police && data["expected-every"]?.string == "24 hours")
        #expect(data["quiet-since"]?.string == "2018-06-06T10:00:00+01:00")
        let row = try #require(rows(house).first)
        #expect(Self.member("system", row) == .string(Self.police))
        #expect(Self.member("since", row) == .integer(at("2018-06-06T10:00:00+01:00").milliseconds))
        #expect(Self.member("owner", row) == .string("bhm-csc/door"))
        #expect(Self.member("due", row) == .integer(at("2018-06-08T17:00:00+01:00").milliseconds))
        // It is in its own row and in no other.
        #expect(rows(house, "unmatched").isEmpty)
        try expectReplays(house)
        #expect(said("feed.silent", house.pass(to: "2018-06-20T10:00:00+01:00")).isEmpty)
        #expect(rows(house).count == 1)
    }

    @Test func `whom to ring is in the notice and in the duty row, as its agency gave it`() throws {
        let terms = SilenceBook.Terms(limit: .clockMinutes(1_440), phrase: "24 hours")
        let desk = SystemContact(name: "Force service desk", phone: "0121 496 0109", hours: "day and night")
        let health: UserID = named("bhm-hv/child-health")
        var house = try House(
            silence: [named(Self.police): terms, health: terms],
            contacts: [named(Self.police): desk]
        )
        let alarms = said("feed.silent", house.pass(to: due))
        let data = try #require(
            alarms.compactMap { $0.concern?.data }.first { $0["system"]?.string == Self.police }
        )
        #expect(data["contact"]?.value == desk.json)
        let topic = try #require(Topic("feed.silent"))
        #expect(try House.catalogue.get()[topic]?.fault(in: data) == nil)
        func contacts(_ house: House) -> [JSONValue?] {
            rows(house).sorted { "\($0)" < "\($1)" }.map { Self.member("contact", $0) }
        }
        #expect(rows(house).count == 2)
        #expect(contacts(house).compactMap(\.self) == [desk.json])
        // A number that changes is the new one at the next start, whatever the snapshot was made with.
        try expectReplays(house)
        let before = rows(house)
        try house.restart()
        #expect(rows(house) == before)
    }

    @Test func `what it says next ends the alarm, and its silence counts anew`() throws {
        var house = try house()
        let alarm = try #require(said("feed.silent", house.pass(to: due)).first)
        let key = ObligationKey(frontDoor: alarm.sequence)
        #expect(house.state.escalations[key]?.owner?.staff?.text == "bhm-csc/door")
        house.now = at("2018-06-07T12:00:00+01:00")
        let resumed = try #require(said("feed.resumed", speaks(&house)).first)
        #expect(resumed.concern?.data["quiet-since"]?.string == "2018-06-06T10:00:00+01:00")
        #expect(
            resumed.told == ["front-door MASH bhm-csc/door advised", "front-door TM bhm-csc/tess advised"]
        )
        #expect(rows(house).isEmpty)
        #expect(house.state.escalations[key]?.state == .withdrawn(at: house.now))
        try expectReplays(house)
        let second = speaks(&house)
        #expect(said("feed.resumed", second).isEmpty)
        #expect(said("feed.silent", house.pass(to: "2018-06-08T11:59:59+01:00")).isEmpty)
        #expect(said("feed.silent", house.pass(to: "2018-06-08T12:00:00+01:00")).count == 1)
        try expectReplays(house)
    }

    @Test
    func `a restart neither forgets a silence nor tells it twice, and clocks that go back change nothing`()
        throws
    {
        var house = try house()
        house.now = at("2018-06-06T18:00:00+01:00")
        _ = speaks(&house)
        try house.restart()
        house.now = at("2018-06-05T10:00:00+01:00")
        house.hello(Self.police)
        #expect(house.broker.nextDeadline.map { $0 <= at("2018-06-07T18:00:00+01:00") } == true)
        #expect(said("feed.silent", house.pass(to: "2018-06-07T17:59:00+01:00")).isEmpty)
        #expect(said("feed.silent", house.pass(to: "2018-06-07T18:00:00+01:00")).count == 1)
        let turns = [try house.restart(), house.pass(to: "2018-06-09T10:00:00+01:00")]
        #expect(turns.flatMap(\.entries).filter { $0.topic.text == "feed.silent" }.isEmpty)
        #expect(rows(house).count == 1)
        house.hello(Self.police)
        #expect(said("feed.resumed", speaks(&house)).count == 1)
        #expect(rows(house).isEmpty)
    }

    @Test func `a broker that was away hears a minute long before it says that anybody was silent`() throws {
        var house = try house()
        house.now = at("2018-06-11T12:00:00+01:00")
        #expect(said("feed.silent", try house.restart(), house.turn()).isEmpty)
        #expect(house.broker.nextDeadline == at("2018-06-11T12:01:00+01:00"))
        var patient = house
        patient.hello(Self.police)
        #expect(said("feed.silent", speaks(&patient), patient.pass(to: "2018-06-11T12:01:00+01:00")).isEmpty)
        #expect(said("feed.silent", house.pass(to: "2018-06-11T12:01:00+01:00")).count == 1)
    }

    @Test
    func `an adapter that says of itself that it is silent is listed, told once, and needs no second word`()
        throws
    {
        var house = try house()
        house.now = at("2018-06-06T15:00:00+01:00")
        let data =
            #"{"system":"wmp/niche","expected-every":"4 hours","quiet-since":"2018-06-06T10:30:00+01:00"}"#
        let alarm = try #require(
            said("feed.silent", house.publish("feed.silent", data, by: Self.police)).first
        )
        let row = try #require(rows(house).first)
        #expect(Self.member("seq", row) == .integer(alarm.sequence.number))
        #expect(Self.member("since", row) == .integer(at("2018-06-06T10:30:00+01:00").milliseconds))
        #expect(rows(house, "unmatched").isEmpty)
        #expect(said("feed.silent", house.pass(to: "2018-06-08T10:00:00+01:00")).isEmpty)
        try expectReplays(house)
        #expect(said("feed.resumed", speaks(&house)).isEmpty)
        #expect(rows(house).isEmpty)
        let key = ObligationKey(frontDoor: alarm.sequence)
        #expect(house.state.escalations[key]?.state == .withdrawn(at: house.now))
        try expectReplays(house)
    }

    @Test func `one system's word about another's silence is no more than a concern`() throws {
        var house = try house()
        let data =
            #"{"system":"bhm-hv/child-health","expected-every":"1 hour","quiet-since":"2018-06-06T08:00:00Z"}"#
        #expect(house.publish("feed.silent", data, by: Self.police).refusals.isEmpty)
        #expect(rows(house).isEmpty)
        #expect(rows(house, "unmatched").count == 1)
    }

    @Test func `somebody's answer ends what climbs and not the silence`() throws {
        var house = try house()
        let alarm = try #require(said("feed.silent", house.pass(to: due)).first)
        house.publish("acknowledgement.made", House.answer(alarm.id.text, "bhm-csc/mo"))
        let row = try #require(rows(house).first)
        #expect(Self.member("owner", row) == .null && Self.member("due", row) == .null)
        #expect(said("feed.resumed", speaks(&house)).count == 1)
        #expect(rows(house).isEmpty)
        try expectReplays(house)
    }

    @Test func `nobody waits for a system whose key is refused, nor for one with which nothing was agreed`()
        throws
    {
        var house = try house()
        #expect(said("feed.silent", house.pass(to: due)).count == 1)
        let key = House.key(Self.police)
        let revoked =
            #"{"key":"\#(key)","user":"wmp/niche","status":"revoked","roles":["PPU"],"publishes":[],"sees":[],"cases":"all"}"#
        #expect(house.publish("register.key", revoked).refusals.isEmpty)
        #expect(rows(house).isEmpty)
        #expect(house.broker.nextDeadline == nil)
        try expectReplays(house)
        var other = try House()
        other.hello("wmp/niche")
        _ = speaks(&other)
        #expect(other.state.silences.deadline == nil)
        #expect(said("feed.silent", other.pass(to: "2018-07-06T10:00:00+01:00")).isEmpty)
    }

    @Test func `working days are counted on the calendar, and a busy system costs one fact a second`() throws
    {
        var house = try house(.workingDays(1), phrase: "1 working day")
        house.now = at("2018-06-07T16:00:00+01:00")
        _ = speaks(&house)
        house.now = at("2018-06-08T16:00:00+01:00")
        let turns = [speaks(&house), speaks(&house)]
        let facts = turns.flatMap(\.entries).map { String(decoding: $0.facts, as: UTF8.self) }
        let at = house.now.milliseconds
        #expect(facts[0].contains(#"{"fact":"system-heard","system":"wmp/niche","at":\#(at)}"#))
        #expect(!facts[1].contains("system-heard"))
        #expect(said("feed.silent", house.pass(to: "2018-06-11T16:59:59+01:00")).isEmpty)
        #expect(said("feed.silent", house.pass(to: "2018-06-11T17:00:00+01:00")).count == 1)
    }
}
