import BrokerCore
import Concerns
import Ledger
import Settings
import Topics
import Vocabulary

/// What one ledger shows, read from its files after its broker ended.
struct LedgerEvidence {
    /// An entry and what was concluded from it.
    struct Entry {
        let header: EntryHeader
        let source: String
        let body: [UInt8]
        let facts: [BrokerFact]
    }

    /// Who said something under which id.
    struct Name: Hashable {
        let user: UserID
        let id: MessageID
    }

    let authority: DemoAuthority
    /// Whether every byte is what was written, and every checkpoint signed and right.
    let isSound: Bool
    private(set) var entries: [Entry] = []
    /// Every fact in order, those of entries and those that belong to none.
    private(set) var facts: [BrokerFact] = []
    /// The end of what was written.
    private(set) var lastInstant = Instant(milliseconds: 0)

    init(of authority: DemoAuthority) throws {
        self.authority = authority
        let path = authority.file.ledgerPath
        isSound = try LedgerVerifier(path: path, verifier: authority.verifier).verify().isSound
        let key = try SigningCertificate(secretFile: authority.file.signingKeyPath)
            .checkpointKey(of: authority.code)
        var turns: [RecoveredTurn] = []
        do {
            try SegmentedLedger.open(path: path, key: key) { turns.append($0) }.close()
        } catch is LedgerError {
            // What is damaged is not read; what it held counts as lost, and the ledger as not verified.
        }
        for turn in turns {
            lastInstant = max(lastInstant, turn.at)
            facts += try BrokerFact.read(turn.turnData)
            for entry in turn.entries {
                let own = try BrokerFact.read(entry.facts)
                entries.append(
                    Entry(
                        header: entry.header,
                        source: try Concern(parsing: entry.body.bytes).source.text,
                        body: entry.body.bytes,
                        facts: own
                    )
                )
                facts += own
            }
        }
    }

    /// Everything that was said here, by whom under which id.
    var names: [Name] { entries.map { Name(user: $0.header.publisher, id: $0.header.id) } }

    /// The entries that each system was to get under each subscription, as the broker decided.
    var queued: [(user: UserID, subscription: SubscriptionName, sequences: [LedgerSequence])] {
        var owners: [Int64: (UserID, SubscriptionName)] = [:]
        var sequences: [Int64: [LedgerSequence]] = [:]
        for case .subscription(let fact) in facts {
            switch fact {
            case .created(let handle, let user, let name, _, _): owners[handle.number] = (user, name)
            case .queued(let sequence, _, let handles):
                for handle in handles { sequences[handle.number, default: []].append(sequence) }
            case .changed, .historyMatched, .acknowledged, .restated, .refused: break
            }
        }
        return owners.keys.sorted().compactMap { number in
            owners[number].map { ($0.0, $0.1, sequences[number] ?? []) }
        }
    }
}
