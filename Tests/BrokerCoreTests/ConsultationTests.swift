import Concerns
import Escalation
import JSON
import Routing
import Settings
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// No Names Consultation (N64): nothing that tells whom it is about, an answer for the one who asked, and a referral of it.
@Suite struct ConsultationTests {
    private static let hv = "bhm-hv/child-health"
    private static let reader = "bhm-hv/records"

    /// Health visiting has two systems, of which one asks; the police and social care listen to everything.
    private func house(clocks: ClockRules = .none) throws -> House {
        var house = try House.withCase(clocks: clocks)
        let extra: [Register.Fact] = [
            House.system(
                Self.hv,
                ["HV"],
                ["consultation.asked", "referral.submitted"],
                ["case.>", "consultation.>"]
            ),
            House.system(Self.reader, ["HV"], [], ["case.>", "consultation.>"], .all),
            House.system(
                "wmp/niche",
                ["PPU", "MASH"],
                ["consultation.asked", "referral.submitted"],
                [">"],
                .all
            ),
            House.system("bhm-csc/casework", ["MASH", "DUTY", "TM", "HOS"], [">"], [">"], .all),
        ]
        for fact in extra { house.broker.state.apply(.register(fact)) }
        for user in [Self.hv, Self.reader, "wmp/niche", "bhm-csc/casework"] {
            house.hello(user, on: connection(user))
            _ = house.subscribe(user, ["consultation.>"], on: connection(user))
        }
        return house
    }

    private func connection(_ user: String) -> Int64 { user == Self.reader ? 120 : 0 }

    private let question = #"{"reference":"Q-77","question":"She drinks each evening. Is that a referral?"}"#

    private func ask(_ house: inout House, _ data: String? = nil, by user: String = hv, id: String = "q-1")
        -> Turn
    {
        house.publish("consultation.asked", data ?? question, by: user, id: id)
    }

    private func answer(_ house: inout House, to id: String = "q-1", as answer: String = "a-1") -> Turn {
        house.publish(
            "consultation.answered",
            #"{"question":"\#(id)","advice":"Refer before 16 weeks.","contact":{"name":"Desk","phone":"0121 496 0160"}}"#,
            id: answer
        )
    }

    @Test func `nobody answered in time: whoever asked is told, once, and nobody else`() throws {
        var house = try house(clocks: try House.partnership.get().clocks)
        _ = ask(&house)
        _ = ask(&house, id: "q-2")
        _ = answer(&house, to: "q-2", as: "a-2")
        // Whoever says that they have seen it has not answered.
        house.publish("acknowledgement.made", House.answer("q-1", "bhm-csc/mo"))
        let early = house.pass(to: "2018-06-11T16:59:00+01:00")
        #expect(!early.entries.contains { $0.topic.text == "consultation.unanswered" })
        let replayed = try house.replayed(snapshotAfter: house.stored.count - 1)
        #expect(replayed.state.consultations == house.state.consultations)
        let turn = house.pass(to: "2018-06-11T17:00:00+01:00")
        let entries = turn.entries.filter { $0.topic.text == "consultation.unanswered" }
        #expect(entries.map { $0.event.root["data"]?["question"]?.string } == ["q-1"])
        let sequence = try #require(entries.first?.sequence)
        #expect(turn.deliveries.filter { $0.sequence == sequence }.map(\.user.text) == [Self.hv])
        #expect(entries.first?.routed?.onlyTo?.text == Self.hv)
        let later = house.pass(to: "2018-07-11T17:00:00+01:00")
        #expect(!later.entries.contains { $0.topic.text == "consultation.unanswered" })
        let restored = try house.replayed(snapshotAfter: house.stored.count - 1)
        #expect(restored.state.consultations == house.state.consultations)
        // An answer that comes late reaches them all the same.
        #expect(answer(&house).deliveries.map(\.user.text).contains(Self.hv))
    }

    private func refused(_ data: String) throws -> WireRefusal? {
        var house = try house()
        let before = house.state.lastSequence
        let refusal = ask(&house, data).refusals.first
        #expect((refusal == nil) == (house.state.lastSequence > before))
        return refusal
    }

    @Test(arguments: [
        (#""question":"It is about 999 051 6286.""#, "/data/question", "051"),
        (#""question":"UPRN 100023336956""#, "/data/question", "336956"),
        (#""question":"They live in B15 2TT.""#, "/data/question", "B15"),
        (#""question":"Born 14/11/2016.""#, "/data/question", "14/11"),
        (#""question":"Is C-1042 open?""#, "/data/question", "1042"),
        (#""question":"Now?","reference":"9990516286""#, "/data/reference", "999"),
        (#""question":"Now?","worries":["alcohol","case-55123"]"#, "/data/worries/1", "55123"),
        (#""question":"Now?","people":[{"identifiers":[]}]"#, "/data/people", "identifiers"),
        (#""question":"Now?","name":"Esme Hartley","born":"2016-11-14""#, "/data/name", "Esme"),
        (#""question":"Now?","case":"C-1042""#, "/data/case", "1042"),
        (#""question":"Now?","contact":{"name":"Priya","phone":"1"}"#, "", "Priya"),
    ])
    func `whatever tells whom it is about is refused, with the member named and not its content`(
        members: String,
        field: String,
        content: String
    ) throws {
        let refusal = try #require(try refused("{\(members)}"))
        #expect(refusal.code == .schema)
        if !field.isEmpty { #expect(refusal.field == field) }
        #expect(!refusal.text.contains(content), "\(refusal.text)")
    }

    @Test func `the event around it tells nothing either`() throws {
        var house = try house()
        let said = house.event("consultation.asked", question, by: Self.hv, id: "q-2")
        for (old, new, field) in [
            (#""subject":"""#, #""subject":"C-1042""#, "/subject"),
            (#""subject":"""#, #""subject":"","note":"B15 2TT""#, "/note"),
            (#""subject":"""#, #""subject":"","sharingpurpose":"Help for 9990516286""#, "/sharingpurpose"),
        ] {
            let text = String(decoding: said.body, as: UTF8.self).replacing(old, with: new)
            let changed = Said(id: said.id, topic: said.topic, body: Array(text.utf8))
            let refusal = house.hear(changed.publish, from: Self.hv).refusals.first
            #expect(refusal?.code == .schema && refusal?.field == field, "\(String(describing: refusal))")
        }
    }

    @Test func `the front door is asked, and the answer reaches the system that asked and nobody else`()
        throws
    {
        var house = try house()
        let asked = ask(&house)
        #expect(asked.told == ["front-door MASH bhm-csc/door front-door"])
        // Its own words come back to an agency that asked for them by name.
        #expect(
            Set(asked.deliveries.map(\.user.text)) == ["bhm-csc/casework", "wmp/niche", Self.hv, Self.reader]
        )
        let answered = answer(&house)
        #expect(answered.refusals.isEmpty, "\(answered.refusals)")
        #expect(Set(answered.deliveries.map(\.user.text)) == [Self.hv, "bhm-csc/casework"])
        let entry = try #require(answered.entries.first)
        #expect(entry.routed?.onlyTo?.text == Self.hv)
        let definition = try #require(house.policy.catalogue[entry.topic])
        for (user, sees) in [(Self.hv, true), (Self.reader, false), ("wmp/niche", false)] {
            let clearance = try #require(house.broker.clearance(of: named(user)))
            let viewer = clearance.viewer(of: definition, from: entry.publisher, entry.routed)
            #expect((viewer != nil) == sees, "\(user)")
            // Not even whoever answers is told to whom it went.
            #expect(clearance.mayKnowWhoWasTold(for: nil, entry.routed) == sees, "\(user)")
        }
        let answerer = try #require(house.broker.clearance(of: named("bhm-csc/casework")))
        #expect(answerer.viewer(of: definition, from: entry.publisher, entry.routed) == .publisher)
        #expect(!answerer.mayKnowWhoWasTold(for: nil, entry.routed))
    }

    @Test func `whoever answers is shown neither source nor signature of whoever asked`() throws {
        var house = try house()
        let entry = try #require(ask(&house).entries.first)
        let definition = try #require(house.policy.catalogue[entry.topic])
        for user in ["bhm-csc/casework", "wmp/niche"] {
            let clearance = try #require(house.broker.clearance(of: named(user)))
            guard let viewer = clearance.viewer(of: definition, from: entry.publisher, entry.routed) else {
                continue
            }
            let shown = String(
                decoding: definition.reduction(of: entry.event, for: viewer).bytes,
                as: UTF8.self
            )
            #expect(!shown.contains("bhm-hv") && !shown.contains("child-health"), "\(shown)")
            #expect(shown.contains(#""source":"urn:concordat:E08000025:somebody:somebody""#))
            #expect(shown.contains("Q-77"))
        }
        // Nobody's silence, challenge or answer is told to the one who asked by name.
        #expect(
            house.state.escalations.keys.allSatisfy {
                house.state.escalations[$0]?.publisher == nil || $0.sequence != entry.sequence
            }
        )
    }

    @Test func `an answer to nothing is refused, and nobody takes over another's question`() throws {
        var house = try house()
        #expect(answer(&house, to: "q-9").refusals.first?.field == "/data/question")
        _ = ask(&house)
        _ = ask(&house, by: "wmp/niche")
        #expect(answer(&house).entries.first?.routed?.onlyTo?.text == Self.hv)
    }

    @Test func `a referral names the consultation that led to it, by member or by cause`() throws {
        var house = try house()
        let asked = try #require(ask(&house).entries.first?.sequence)
        _ = answer(&house)
        func refer(_ more: String, cause: String? = nil, by user: String = Self.hv) -> Turn {
            let data = """
                {"people":[\(House.child)],"seen":"Bottles.","ask":"A visit.",\
                "contact":{"name":"Linda","phone":"1"}\(more)}
                """
            let said = house.event("referral.submitted", data, by: user)
            var text = String(decoding: said.body, as: UTF8.self)
            if let cause {
                text = text.replacing(#""subject":"""#, with: #""subject":"","causationid":"\#(cause)""#)
            }
            return house.hear(
                Said(id: said.id, topic: said.topic, body: Array(text.utf8)).publish,
                from: user
            )
        }
        func links() -> [Int64] {
            house.state.consultations.referrals(on: named("C-1042")).map(\.question.number)
        }
        let stranger = refer(#","consultation":"q-1""#, by: "wmp/niche")
        #expect(stranger.refusals.isEmpty)
        #expect(refer("", cause: "q-1", by: "wmp/niche").refusals.isEmpty)
        #expect(links() == [])
        #expect(refer(#","consultation":"q-1""#).refusals.isEmpty)
        #expect(refer("", cause: "a-1").refusals.isEmpty)
        #expect(links() == [asked.number, asked.number])
        let row = house.broker.caseRow(named("C-1042"), to: named("bhm-csc/casework"))
        #expect(
            String(decoding: row.serialized(), as: UTF8.self).contains(
                #""consultations":[{"asked":\#(asked.number),"#
            )
        )
    }

    @Test func `who asked is known after a restart too`() throws {
        var house = try House.withCase()
        _ = house.publish("consultation.asked", question, id: "q-1")
        try house.restart()
        house.hello("bhm-csc/casework")
        #expect(house.state.consultations.question(named("q-1"))?.asker.text == "bhm-csc/casework")
        let turn = answer(&house)
        #expect(turn.entries.first?.routed?.onlyTo?.text == "bhm-csc/casework")
        #expect(try house.replayed(snapshotAfter: 3).state.consultations == house.state.consultations)
    }
}
