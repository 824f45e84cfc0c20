import Escalation
import Routing
import Testing
import Vocabulary

@testable import BrokerCore

/// Who is asked while somebody is away, or asked instead of them.
@Suite struct StandingInTests {
    private let incident = "police.domestic-incident"

    private func away(
        _ name: String,
        _ role: String,
        from: String = "2018-06-01",
        to: String = "2018-06-30",
        cover: String? = nil
    ) -> String {
        let cover = cover.map { #","cover":"bhm-csc/\#($0)""# } ?? ""
        return """
            {"staff":"bhm-csc/\(name)","agency":"bhm-csc","name":"N","roles":["\(role)"],\
            "leave":{"from":"\(from)","to":"\(to)"\(cover)}}
            """
    }

    private func told(_ house: inout House) -> [String] {
        house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        return house.pass(to: "2018-06-08T13:00:00+01:00").entries.flatMap(\.told)
    }

    @Test func `the cover of a manager on leave is asked where she would be`() throws {
        var house = try House.withCase()
        house.publish("register.staff", away("tess", "TM", cover: "mo"))
        #expect(
            told(&house) == ["C-1042 DUTY bhm-csc/duty escalated", "C-1042 TM bhm-csc/mo escalated"]
        )
        #expect(try house.replayed().state == house.state)
    }

    @Test func `a step whose only person is away for long without cover escalates at once`() throws {
        var house = try House.withCase()
        house.publish("register.staff", away("tess", "TM"))
        #expect(
            told(&house) == ["C-1042 DUTY bhm-csc/duty escalated", "C-1042 HOS bhm-csc/hugo escalated"]
        )
    }

    @Test func `somebody away for a few days only is asked all the same`() throws {
        var house = try House.withCase()
        house.publish("register.staff", away("tess", "TM", from: "2018-06-07", to: "2018-06-11"))
        #expect(
            told(&house) == ["C-1042 DUTY bhm-csc/duty escalated", "C-1042 TM bhm-csc/tess escalated"]
        )
    }

    @Test func `an override asks somebody else, who is told of the concern itself and must answer`() throws {
        let ladders = try Self.overriding("bhm-csc/nadia", by: "bhm-csc/mo")
        var house = try House.withCase(ladders: ladders)
        let turn = house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        #expect(turn.told.first == "C-1042 ASW bhm-csc/mo cover")
        #expect(!turn.told.contains { $0.contains("nadia") })
        let key = try #require(house.state.escalations.keys.first)
        #expect(house.state.escalations[key]?.owner?.staff == named("bhm-csc/mo"))
    }

    @Test func `nobody who is kept out of a case stands in on it`() throws {
        let house = try House.withCase(ladders: try Self.overriding("bhm-csc/nadia", by: "bhm-csc/mo"))
        let (nadia, mo): (StaffID, StaffID) = (named("bhm-csc/nadia"), named("bhm-csc/mo"))
        let key = ObligationKey(LedgerSequence(1), named("C-1042"))
        #expect(house.broker.standIns(at: house.now).standingIn(nadia, key) == mo)
        var casebook = house.state.casebook
        _ = try casebook.restricted(
            named("C-1042"),
            CaseFile.Restriction(to: [nadia], excluding: [mo]),
            at: house.now
        )
        let restricted = StandIns(
            register: house.state.register,
            casebook: casebook,
            ladders: house.policy.ladders,
            calendar: house.policy.calendar,
            now: house.now
        )
        #expect(restricted.standingIn(nadia, key) == nadia)
    }

    private static func overriding(_ staff: String, by instead: String) throws -> Ladders {
        let from = try #require(CivilDate(iso8601: "2018-06-01"))
        let override = Ladders.Override(
            of: named(staff),
            from: from,
            to: from.advanced(byDays: 30),
            instead: named(instead)
        )
        let standard = Ladders.standard
        return Ladders(
            s1: standard.s1,
            s2: standard.s2,
            s3: standard.s3,
            s4: standard.s4,
            overrides: [try #require(override)]
        )
    }
}
