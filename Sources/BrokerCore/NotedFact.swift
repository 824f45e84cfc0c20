import JSON
import Vocabulary

/// A fact that belongs to no entry, and which entries came before it.
///
/// A turn stores its entries and its other facts apart, and several turns may be stored as one, so the place among the
/// entries is part of the line: replay then makes everything true in the order in which it was decided.
struct NotedFact: Sendable, Equatable {
    let fact: BrokerFact
    /// The ledger's newest entry when it became true.
    let after: LedgerSequence

    /// The line, newline included.
    var line: [UInt8] { fact.line(after: after) }

    /// Reads the facts of a turn, one a line.
    static func read(_ lines: [UInt8]) throws(FactFault) -> [NotedFact] {
        try BrokerFact.readers(of: lines).map { reader throws(FactFault) in
            NotedFact(fact: try BrokerFact(reader), after: try reader.sequence("after"))
        }
    }
}
