import Foundation
import Testing
import Vocabulary

@testable import Transfer

/// The machine and the model are the same: every change of standing that the machine makes is one of the model's, and each
/// of the model's that is listed here happens.
@Suite struct ModelMapTests {
    /// What we are before, what becomes true, what we are after; then the words of the model that say so.
    static let table = """
        sole offered offered             | st[w]=OFFERED; cur[w]=no;
        offered declined sole            | on(mDEC,o) && !frozen[w] -> st[w]=SOLE; add(dcs[w],o); CK
        offered released none            | st[w]=NONE; add(rels[w],o); thr[o]=fo[F(w,ot[o])]
        none received received           | st[w]=RECEIVED; cur[w]=o; ep[w]=oe[o];
        received interim interim         | st[w]==RECEIVED && cur[w]==o && live(w) -> st[w]=INTERIM; CK
        received accepted accepted       | st[w]=ACCEPTED; add(accd[w],o); if :: on(mDEC,o)
        interim accepted accepted        | st[w]=ACCEPTED; add(accd[w],o); if :: on(mDEC,o)
        received declined none           | (!dead[w] || on(mCAN,o)) ->
        interim declined none            | (!dead[w] || on(mCAN,o)) ->
        accepted settled sole            | COMPLETE(w,o) -> st[w]=SOLE; add(setl[w],o)
        """
    /// The same without a second place, where a receiver can have forgotten what it accepted.
    static let afterLoss = """
        none declined sole               | st[w]=SOLE; add(dcs[w],o); CK }                                                   /* take back */
        """

    @Test func `every change of standing is a transition of the model, and each of them happens`() throws {
        var seen: Set<String> = []
        for seed in 0..<60 as Range<UInt64> {
            var rehearsal = try Rehearsal(seed: seed)
            try rehearsal.run(steps: 800)
            for broker in rehearsal.brokers { seen.formUnion(Self.changes(of: broker)) }
        }
        #expect(seen == Set(try rows(Self.table)))
    }

    @Test func `after a restore standings change only as the model's, or while all is handed back`() throws {
        var seen: Set<String> = []
        for seed in 0..<60 as Range<UInt64> {
            for hasMirror in [true, false] {
                var rehearsal = try Rehearsal(seed: seed)
                rehearsal.restored = (Int(seed % 2), hasMirror)
                try rehearsal.run(steps: 500)
                for broker in rehearsal.brokers { seen.formUnion(Self.changes(of: broker)) }
            }
        }
        let known = Set(try rows(Self.table) + rows(Self.afterLoss))
        #expect(seen.isSubset(of: known), "\(seen.subtracting(known))")
    }

    /// A row's transition, once the model is found to have the words.
    private func rows(_ table: String) throws -> [String] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Model/handover.pml")
        let model = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        return try table.split(separator: "\n").map { line in
            let halves = line.split(separator: "|", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            // What follows the first bar is the model's, bars and all.
            let words = try #require(halves.last)
            #expect(model.contains(words), "\(words)")
            return try #require(halves.first)
        }
    }

    /// The changes of standing that a broker's facts made, in normal operation.
    private static func changes(of broker: RehearsedBroker) -> Set<String> {
        var book = TransferBook(of: broker.own)
        var changes: Set<String> = []
        for fact in broker.facts {
            let isSetBack = book.reconciliation.isSetBack
            let before = fact.parties.flatMap { book.machines[$0.lineage]?.standing }
            book.apply(fact)
            let after = fact.parties.flatMap { book.machines[$0.lineage]?.standing }
            guard !isSetBack, let before, let after, name(before) != name(after) else { continue }
            changes.insert("\(name(before)) \(name(fact)) \(name(after))")
        }
        return changes
    }

    private static func name(_ standing: TransferMachine.Standing) -> String {
        switch standing {
        case .none: "none"
        case .sole: "sole"
        case .offered: "offered"
        case .received: "received"
        case .interim: "interim"
        case .accepted: "accepted"
        }
    }

    private static func name(_ fact: TransferFact) -> String {
        switch fact {
        case .offered: "offered"
        case .received: "received"
        case .interim: "interim"
        case .accepted: "accepted"
        case .declined: "declined"
        case .released: "released"
        case .settled: "settled"
        case .moveNoted, .stepped, .epochReserved, .epochNamed, .spoke, .concernKnown, .queued, .receipted,
            .enrolled, .holdQuestioned, .holdReplied, .journaled, .reconciliation:
            "other"
        }
    }
}
