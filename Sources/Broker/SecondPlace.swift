import BrokerCore
import Ledger
import Logging
import Topics
import Vocabulary

/// Keeps each word of a transfer in the mirror before it may leave for another authority.
///
/// What the mirror does not take stays in the ledger and is tried again every second; meanwhile it goes nowhere, and
/// everything else goes on.
struct SecondPlace {
    private static let patienceMilliseconds: Int64 = 1_000

    private let mirror: WordMirror?
    private var backlog: [WordMirror.Word] = []
    private var withheld: Set<LedgerSequence> = []
    private var nextTry: Int64 = 0

    init(_ mirror: WordMirror?) { self.mirror = mirror }

    /// Whether there is one and it has everything.
    var state: StatusReport.SecondPlace {
        guard mirror != nil else { return .missing }
        return backlog.isEmpty ? .kept : .failing
    }

    /// The real time at which what it did not take is tried again.
    var nextDeadline: Int64? { backlog.isEmpty ? nil : nextTry }

    /// Whether an entry may not leave yet.
    func withholds(_ sequence: LedgerSequence) -> Bool { withheld.contains(sequence) }

    /// Takes what the ledger has and the mirror lacks, as when there was none before; answers with what it holds and the
    /// ledger lacks, because a backup was restored.
    mutating func compare(
        with sequences: [LedgerSequence],
        of ledger: any LedgerStore,
        at monotonic: Int64,
        _ logger: Logger
    ) throws(LedgerError) -> [WordMirror.Word] {
        guard let mirror else { return [] }
        let held = try mirror.words()
        var lost: [WordMirror.Word] = []
        for word in held where try ledger.find(publisher: word.publisher, id: word.id) == nil {
            lost.append(word)
        }
        let known = Set(held.map { "\($0.publisher) \($0.id)" })
        for sequence in sequences {
            let word = WordMirror.Word(try ledger.entry(sequence))
            if !known.contains("\(word.publisher) \(word.id)") { owe(word) }
        }
        tryAgain(at: monotonic, logger)
        return lost
    }

    /// A turn is durable in the ledger; its words of transfers become so here.
    mutating func keep(_ turn: Turn, at monotonic: Int64, _ logger: Logger) {
        guard mirror != nil else { return }
        for entry in turn.entries where entry.topic.area == "transfer" {
            owe(
                WordMirror.Word(
                    sequence: entry.sequence,
                    at: entry.accepted,
                    publisher: entry.publisher,
                    id: entry.id,
                    topic: entry.topic.text,
                    body: entry.body
                )
            )
        }
        if !backlog.isEmpty { tryAgain(at: monotonic, logger) }
    }

    /// Tries what the mirror did not take, if it is time.
    mutating func retry(at monotonic: Int64, _ logger: Logger) {
        guard !backlog.isEmpty, monotonic >= nextTry else { return }
        tryAgain(at: monotonic, logger)
    }

    private mutating func owe(_ word: WordMirror.Word) {
        backlog.append(word)
        withheld.insert(word.sequence)
    }

    private mutating func tryAgain(at monotonic: Int64, _ logger: Logger) {
        guard let mirror else { return }
        while let word = backlog.first {
            do throws(LedgerError) {
                try mirror.keep(word)
            } catch {
                nextTry = monotonic + Self.patienceMilliseconds
                logger.error(
                    "the mirror takes nothing: decisions wait and do not leave",
                    metadata: ["error": "\(error)", "waiting": "\(backlog.count)"]
                )
                return
            }
            backlog.removeFirst()
            withheld.remove(word.sequence)
        }
    }
}

extension LostWord {
    init(_ word: WordMirror.Word) {
        self.init(publisher: word.publisher, id: word.id, topic: word.topic, body: word.body)
    }
}
