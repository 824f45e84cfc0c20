import Escalation
import JSON
import Patterns
import Routing
import Settings
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// What the broker asks of its own accord, by the shipped rules: contributions (F09), the father (F102), one service for
/// one need (F89), supervision (F67).
@Suite struct AskTests {
    private let id: CaseID = named("C-1042")

    private static func house() throws -> House {
        let policy = try House.partnership.get()
        var house = try House.withCase(clocks: policy.clocks, patterns: policy.patterns)
        house.allocate("bhm-hv/linda", "HV")
        house.allocate("wmp/pat", "PPU")
        return house
    }

    private func entries(_ topic: String, in turn: Turn) -> [Turn.Entry] {
        turn.entries.filter { $0.topic.text == topic }
    }

    private let started = #"{"people":[\#(House.child)],"type":"initial"}"#

    // MARK: F09

    @Test
    func `F09: everybody on the case is asked what they know, and who is silent is shown to the manager`()
        throws
    {
        var house = try Self.house()
        let turn = house.publish("assessment.started", started)
        let asked = entries("broker.contribution-asked", in: turn)
        #expect(
            asked.flatMap(\.told) == [
                "C-1042 HV bhm-hv/linda advised", "C-1042 PPU wmp/pat advised",
            ]
        )
        #expect(asked.first?.event.root["data"]?["due"]?.string == "2018-06-11T16:00:00Z")
        house.publish(
            "assessment.contributed",
            #"{"people":[\#(House.child)],"role":"HV","facts":"Weighed."}"#
        )
        // Who speaks for another's role answers for nobody.
        #expect(house.state.expectations.expected(on: id).compactMap(\.by?.code) == ["HV", "PPU"])
        house.publish(
            "assessment.contributed",
            #"{"people":[\#(House.child)],"facts":"Weighed."}"#,
            by: "bhm-hv/child-health"
        )
        #expect(house.state.expectations.expected(on: id).compactMap(\.by?.code) == ["PPU"])
        #expect(entries("expected.missed", in: house.pass(to: "2018-06-11T16:59:00+01:00")).isEmpty)
        let missed = entries("expected.missed", in: house.pass(to: "2018-06-11T17:00:00+01:00"))
        #expect(missed.map { $0.event.root["data"]?["from-role"]?.string } == ["PPU"])
        #expect(missed.first?.told.contains("C-1042 TM bhm-csc/tess advised") == true)
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
    }

    @Test func `F09: nobody whom a restricted case is kept from is asked`() throws {
        var house = try Self.house()
        house.publish(
            "casefile.restricted",
            #"{"case":"C-1042","restricted":true,"staff":["wmp/pat"],"reason":"A colleague.","decided-by":"bhm-csc/hugo"}"#
        )
        let turn = house.publish("assessment.started", started)
        #expect(
            entries("broker.contribution-asked", in: turn).flatMap(\.told) == ["C-1042 PPU wmp/pat advised"]
        )
    }

    // MARK: F102

    @Test func `F102: when an enquiry opens and nobody knows the father, the police and the GP are asked`()
        throws
    {
        var house = try Self.house()
        house.allocate("bhm-csc/mo", "GP")
        let enquiry = #"{"people":[\#(House.child)],"started":"2018-06-06"}"#
        let asked = entries("broker.father-unknown", in: house.publish("s47.started", enquiry))
        #expect(
            asked.flatMap(\.told) == [
                "C-1042 PPU wmp/pat advised", "C-1042 GP bhm-csc/mo advised",
                "C-1042 ASW bhm-csc/nadia advised",
            ]
        )
        let key = try #require(asked.first.map { ObligationKey($0.sequence, id) })
        #expect(house.state.escalations[key]?.owner?.staff?.text == "wmp/pat")
        // Said, or known to the register: nobody is asked.
        let said = enquiry.dropLast() + #","father-known":true}"#
        #expect(entries("broker.father-unknown", in: house.publish("s47.started", String(said))).isEmpty)
        house.register(House.rob)
        house.relate(House.rob, "parent", House.esme)
        #expect(entries("broker.father-unknown", in: house.publish("s47.started", enquiry)).isEmpty)
        let unsaid = enquiry.dropLast() + #","father-known":false}"#
        #expect(entries("broker.father-unknown", in: house.publish("s47.started", String(unsaid))).count == 1)
    }

    // MARK: F89

    private func referral(to role: String, of person: String = House.mother) -> String {
        #"{"people":[\#(person)],"to":"A service","to-role":"\#(role)"}"#
    }

    @Test func `F89: a second service for one need is shown to the lead, with who works on the case`() throws
    {
        var house = try Self.house()
        house.allocate("bhm-csc/mo", "PMH")
        #expect(
            entries(
                "broker.duplicate-referral",
                in: house.publish("referral.redirected", referral(to: "AMH"))
            ).isEmpty
        )
        // Another need, and another person: no double.
        for other in [referral(to: "DSL"), referral(to: "PMH", of: House.child)] {
            #expect(
                entries("broker.duplicate-referral", in: house.publish("referral.redirected", other)).isEmpty
            )
        }
        let twice = entries(
            "broker.duplicate-referral",
            in: house.publish("referral.redirected", referral(to: "PMH"))
        )
        #expect(
            twice.flatMap(\.told) == ["C-1042 ASW bhm-csc/nadia advised", "C-1042 PMH bhm-csc/mo advised"]
        )
        let data = try #require(twice.first?.event.root["data"])
        #expect(data["services"]?.elements.compactMap(\.string) == ["AMH", "PMH"])
        #expect(
            data["workers"]?.elements.compactMap { $0["role"]?.string } == ["ASW", "HV", "PMH", "PPU"]
        )
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
        // The one that was not needed ends: the next is no double.
        let first = try #require(house.state.referrals.referrals(on: id).first?.event.text)
        house.publish(
            "referral.closed",
            #"{"people":[\#(House.mother)],"outcome":"duplicate","referral":"\#(first)"}"#
        )
        #expect(
            entries(
                "broker.duplicate-referral",
                in: house.publish("referral.redirected", referral(to: "PMH"))
            ).isEmpty
        )
    }

    // MARK: F67

    private func miss(_ status: String, in house: inout House) -> Turn {
        house.publish(
            "home.observation",
            #"{"people":[\#(House.child)],"kind":"other","what":"Seen.","observed":{\#(status)}}"#
        )
    }

    @Test func `F67: two open patterns name a case for supervision at once, and once until it is supervised`()
        throws
    {
        var house = try Self.house()
        #expect(
            entries("broker.supervision-due", in: miss(#""history":["child-removed"]"#, in: &house)).isEmpty
        )
        let named = entries("broker.supervision-due", in: miss(#""public-risk":"assault""#, in: &house))
        #expect(
            named.flatMap(\.told) == ["C-1042 TM bhm-csc/tess advised", "C-1042 ASW bhm-csc/nadia advised"]
        )
        #expect(
            named.first?.event.root["data"]?["patterns"]?.elements.compactMap(\.string) == ["P25", "P32"]
        )
        #expect(entries("broker.supervision-due", in: miss(#""interim-plan":"none""#, in: &house)).isEmpty)
        house.publish(
            "staff.supervision",
            #"{"case":"C-1042","on":"2018-06-06","supervisor":"bhm-csc/tess"}"#
        )
        #expect(
            entries("broker.supervision-due", in: miss(#""care-arrangement":"unassessed""#, in: &house)).count
                == 1
        )
    }

    @Test func `F67: a case that nobody supervised for ninety days is the manager's to name, and again`()
        throws
    {
        var house = try Self.house()
        func breaches(_ turn: Turn) -> [Turn.Entry] {
            entries("broker.clock-breached", in: turn).filter {
                $0.event.root["data"]?["clock"]?.string == "N36"
            }
        }
        house.pass(to: "2018-08-01T10:00:00+01:00")
        house.publish(
            "staff.supervision",
            #"{"case":"C-1042","on":"2018-08-01","supervisor":"bhm-csc/tess"}"#
        )
        #expect(breaches(house.pass(to: "2018-10-30T16:59:00Z")).isEmpty)
        #expect(
            breaches(house.pass(to: "2018-10-30T17:00:00Z")).flatMap(\.told).contains(
                "C-1042 TM bhm-csc/tess advised"
            )
        )
        #expect(breaches(house.pass(to: "2019-01-28T17:00:00Z")).count == 1)
    }

    // MARK: F63

    @Test
    func
        `F63: what is said after the case closed is a contact at the front door, told and weighed as before`()
        throws
    {
        var house = try Self.house()
        house.publish("casefile.closed", Self.closed("needs-met"), id: "close-1")
        override("close-1", in: &house)
        #expect(house.state.casebook.file(id)?.isOpen == false)
        let turn = house.publish(
            "police.domestic-incident",
            House.incident([House.mother]).dropLast()
                + #","observed":{"public-risk":"driving","care-arrangement":"unassessed"}}"#,
            by: "wmp/niche"
        )
        #expect(
            turn.told == ["C-1042 HV bhm-hv/linda formerly", "front-door MASH bhm-csc/door front-door"]
        )
        // The front door answers, and once.
        let keys = house.state.escalations.keys.filter { $0.sequence == turn.entries[0].sequence }
        #expect(keys == [ObligationKey(frontDoor: turn.entries[0].sequence)])
        let alerts = entries("broker.pattern-raised", in: turn)
        #expect(alerts.map { $0.event.root["data"]?["pattern"]?.string } == ["P28", "P32"])
        #expect(
            alerts.first?.told == [
                "C-1042 DUTY bhm-csc/duty advised", "C-1042 TM bhm-csc/tess advised",
                "C-1042 HV bhm-hv/linda advised",
            ]
        )
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
        // A year later it is an old case, and nobody's but the front door's.
        house.pass(to: "2019-07-01T10:00:00+01:00")
        let later = house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche")
        #expect(later.told == ["front-door MASH bhm-csc/door front-door"])
    }

    @Test func `F63: a case that was opened in error or has moved is not looked at again`() throws {
        var house = try Self.house()
        house.publish("casefile.closed", Self.closed("opened-in-error"))
        let turn = house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche")
        #expect(turn.told == ["front-door MASH bhm-csc/door front-door"])
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
    }

    private static func closed(_ reason: String) -> String {
        #"{"case":"C-1042","closed":"2018-06-06","reason":"\#(reason)"}"#
    }

    private func override(_ held: String, in house: inout House) {
        house.publish(
            "hold.overridden",
            #"{"case":"C-1042","held":"\#(held)","reason":"Agreed by all.","decided-by":"bhm-csc/hugo"}"#
        )
    }
}
