import Escalation
import Concerns
import JSON
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Whose key the register knows, only they answer in their name.
@Suite struct SignedAnswerTests {
    private let key: SigningKey
    private let other: SigningKey

    init() throws {
        key = try #require(SigningKey(seed: Array(repeating: 7, count: 32)))
        other = try #require(SigningKey(seed: Array(repeating: 8, count: 32)))
    }

    private func house() throws -> House {
        var house = try House.withCase()
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        return house
    }

    private func registration(_ text: String) -> String {
        #"{"staff":"bhm-csc/nadia","agency":"bhm-csc","name":"N","roles":["ASW"],"signing-key":"\#(text)"}"#
    }

    private func answer(_ house: inout House, signedBy key: SigningKey?) throws -> Turn {
        let said = house.event(
            "acknowledgement.made",
            House.answer("c-1", "bhm-csc/nadia"),
            by: "bhm-csc/casework"
        )
        let body = try key.map { try Concern(parsing: said.body).bytes(signedBy: $0) } ?? said.body
        return house.hear(
            Said(id: said.id, topic: said.topic, body: body).publish,
            from: "bhm-csc/casework"
        )
    }

    @Test func `without a recorded key an answer needs no signature`() throws {
        var house = try house()
        #expect(try answer(&house, signedBy: nil).refusals.isEmpty)
        #expect(house.state.escalations.tally.acknowledged == 1)
    }

    @Test func `with one it is refused unless that key made it, and then it counts`() throws {
        var house = try house()
        house.publish("register.staff", registration(Base64.encode(key.verifyingKey.bytes)))
        for wrong in [nil, other] {
            let before = house.state
            let turn = try answer(&house, signedBy: wrong)
            #expect(turn.refusals.map(\.code) == [.forbidden])
            #expect(turn.refusals.map(\.field) == ["/signature"])
            #expect(house.state == before)
        }
        #expect(try answer(&house, signedBy: key).refusals.isEmpty)
        #expect(house.state.escalations.tally.acknowledged == 1)
    }

    @Test func `the key outlives restarts, although the configuration does not know it`() throws {
        var house = try house()
        house.publish("register.staff", registration(Base64.encode(key.verifyingKey.bytes)))
        let before = house.state.register
        try house.restart()
        #expect(house.state.register == before)
        house.hello("bhm-csc/casework")
        #expect(try answer(&house, signedBy: nil).refusals.count == 1)
        #expect(try answer(&house, signedBy: key).refusals.isEmpty)
    }

    @Test(arguments: ["", "AAAA", "not base64", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
    func `what is no key is not recorded`(text: String) throws {
        var house = try house()
        let before = house.state
        let turn = house.publish("register.staff", registration(text))
        #expect(turn.refusals.map(\.field) == ["/data/signing-key"])
        #expect(house.state == before)
    }
}
