import Concerns
import JSON
import TestSupport
import Testing
import Topics
import Transfer
import Vocabulary
import Wire

@testable import BrokerCore

/// Birmingham and Solihull, joined by a link that loses what it carries, in either direction, as the seed says.
struct TwoHouses {
    var houses: [House]
    /// Out of a hundred, how many messages are lost on each way.
    var loss: Int
    private var random: SeededGenerator
    private let keys: [SigningKey]
    /// What each house was told of by routing: the concern's id, for each time.
    private(set) var routedIDs: [[String]] = [[], []]

    static let police = "police.domestic-incident"
    static let header =
        #""transfer":"T-1","lineage":"L-1","from":"E08000025","to":"E08000029""#
    static let person = #"{"name":"Nadia Bloom","role":"ASW","contact":"0121"}"#
    static let members = #"[{"case":"C-1042","identifiers":[{"scheme":"nhs","value":"9990516286"}]}]"#

    init(seed: UInt64, loss: Int = 0) throws {
        houses = [try House.withCase(), try House(House.solihull)]
        houses[1].hello("sol-csc/casework", "wmp/niche")
        random = SeededGenerator(seed: seed)
        keys = try [1, 2].map { try #require(SigningKey(seed: Array(repeating: $0, count: 32))) }
        self.loss = loss
        for index in houses.indices { houses[index].hello(peer(of: index)) }
    }

    private func peer(of index: Int) -> String { "\(houses[1 - index].policy.authority)/broker" }

    var casework: [String] { houses.map(\.casework) }

    // MARK: The link

    /// Carries what waits in the outboxes, some of it in vain, until nothing waits, or at most so many rounds.
    mutating func carry(rounds: Int = 60) {
        for _ in 0..<rounds {
            var isQuiet = true
            for index in houses.indices {
                let other = houses[1 - index].policy.authority
                for sequence in houses[index].broker.outbox(for: other) {
                    isQuiet = false
                    send(sequence, from: index, to: other)
                }
            }
            if isQuiet { return }
        }
        if loss == 0 { Issue.record("the outboxes never empty: \(describe())") }
    }

    private mutating func send(_ sequence: LedgerSequence, from index: Int, to other: AuthorityCode) {
        guard let entry = houses[index].entries.first(where: { $0.sequence == sequence }), !isLost() else {
            return
        }
        let receiver = 1 - index
        guard let body = entry.concern?.bytes(signedBy: keys[index]) else { return }
        let verb = Said(id: entry.id.text, topic: entry.topic.text, body: body).publish
        let turn = houses[receiver].hear(verb, from: peer(of: receiver))
        note(turn, at: receiver)
        for refusal in turn.refusals where refusal.code.retry == .no {
            Issue.record("\(entry.topic) refused by \(other): \(refusal.text)")
        }
        guard !turn.receipts.isEmpty, !isLost() else { return }
        note(houses[index].turn([.peerReceipted(other, sequence)]), at: index)
    }

    private mutating func isLost() -> Bool { Int.random(in: 0..<100, using: &random) < loss }

    /// Notes who was told, and looks back where the broker asks for it.
    mutating func note(_ turn: Turn, at index: Int) {
        for entry in turn.entries where entry.topic.text == Self.police && entry.routed != nil {
            routedIDs[index].append(entry.id.text)
        }
        for case .lookBack(let lineage, let since) in turn.actions {
            let past = houses[index].entries.filter { $0.accepted >= since }
                .map { PastEntry($0) }
            note(houses[index].turn([.lookedBack(lineage, past)]), at: index)
        }
    }

    // MARK: Saying

    /// Somebody of social care says a message of the transfer, and it is carried over.
    mutating func say(_ topic: String, _ members: String, epoch: Int64, at index: Int, carrying: Bool = true)
    {
        let data = "{\(Self.header),\"epoch\":\(epoch)\(members.isEmpty ? "" : ",")\(members)}"
        let turn = houses[index].publish(topic, data, by: casework[index])
        #expect(turn.refusals.isEmpty, "\(topic)")
        note(turn, at: index)
        if carrying { carry() }
    }

    mutating func police(_ id: String, at index: Int) {
        let turn = houses[index].publish(Self.police, House.incident([House.child]), by: "wmp/niche", id: id)
        #expect(turn.receipts.count == 1)
        note(turn, at: index)
    }

    /// The heads-up, and the number of the next offer.
    mutating func notify() {
        say(
            "transfer.move-notified",
            #""members":\#(Self.members),"from-date":"2018-06-05","temporary":false"#,
            epoch: 0,
            at: 0
        )
        say("transfer.acknowledged", #""person":\#(Self.person),"phone":"0121""#, epoch: 0, at: 1)
    }

    mutating func offer(epoch: Int64 = 1) {
        say(
            "transfer.offered",
            #""kind":"cp","members":\#(Self.members),"pack":[],"inventory":[]"#,
            epoch: epoch,
            at: 0
        )
    }

    /// The receiver takes responsibility, too.
    mutating func accept() throws {
        let acceptance = #","person":\#(Self.person),"conference":"2018-06-20""#
        say("transfer.accepted", try offerMember() + acceptance, epoch: 1, at: 1)
    }

    /// What a release waits for: the conference was held, and the first core group is booked.
    mutating func meet() throws {
        let offer = try offerMember()
        say("transfer.conference-held", offer + #","outcome":"The plan stands.""#, epoch: 1, at: 1)
        say("transfer.core-group-booked", offer + #","at":"2018-06-27""#, epoch: 1, at: 0)
    }

    /// The offerer lets go.
    mutating func release() throws {
        let status = try status(0)
        let coming = status.coming.map { #"{"source":"\#($0.source)","id":"\#($0.id)"}"# }
        let acceptance = try #require(status.acceptance).hex
        let terms = """
            \(try offerMember()),"acceptance":"\(acceptance)","person":\(Self.person),"inventory":[],\
            "through":\(status.through.number),"coming":[\(coming.joined(separator: ","))]
            """
        say("transfer.released", terms, epoch: 1, at: 0)
    }

    private func offerMember() throws -> String { #""offer":"\#(try offerDigest())""# }

    func status(_ index: Int) throws -> TransferStatus {
        try #require(houses[index].state.transfers.status(of: named("T-1")))
    }

    func offerDigest() throws -> String { try #require(try status(0).offer).hex }

    // MARK: Who holds

    /// How each side stands, as `here there`.
    func describe() -> String {
        houses.map { $0.state.transfers.status(of: named("T-1"))?.stateHere.rawValue ?? "none" }
            .joined(separator: " ")
    }

    var holders: Int {
        houses.count { $0.state.transfers.responsibility(for: named("L-1") as LineageID)?.isHeldHere == true }
    }
}
