import JSON
import Vocabulary

extension Postings {
    /// The counts as they are, for a snapshot: never counted anew, because a fault in them must stay visible.
    var lines: [UInt8] {
        var lines: [UInt8] = []
        BrokerState.write(&lines) { writer in
            writer.member("fact", "postings")
            writer.member("balance", integers: Balance.Bucket.allCases.map { balance[$0] })
            writer.member("unanswered", Int64(unanswered))
            writer.member("answered", Int64(answered))
            writer.member("on-their-way", Int64(onTheirWay))
        }
        for (sequence, account) in accounts.sorted(by: { $0.key < $1.key }) {
            BrokerState.write(&lines) { writer in
                writer.member("fact", "account")
                writer.member("seq", sequence)
                let counts = [account.unanswered, account.answered, account.quarantines]
                writer.member("counts", integers: counts.map(Int64.init))
                writer.member("on-their-way", texts: account.onTheirWay.map(\.text))
                writer.member("reached", account.hasReachedPeer)
            }
        }
        for (alarm, entry) in quarantined.sorted(by: { $0.key < $1.key }) {
            BrokerState.write(&lines) { writer in
                writer.member("fact", "alarm")
                writer.member("alarm", alarm)
                writer.member("seq", entry)
            }
        }
        return lines
    }
}

/// Collects the postings from the lines of a snapshot.
struct PostingsReader {
    private var head: (balance: Balance, unanswered: Int, answered: Int, onTheirWay: Int)?
    private var accounts: [LedgerSequence: Postings.Account] = [:]
    private var alarms: [LedgerSequence: LedgerSequence] = [:]

    /// Takes a line in, or answers that it is none of these.
    mutating func take(_ reader: FactReader) throws(FactFault) -> Bool {
        switch try reader.text("fact") {
        case "postings":
            let counts = try reader.integers("balance")
            guard counts.count == Balance.Bucket.allCases.count else {
                throw FactFault(reader.node, "balance")
            }
            var balance = Balance()
            for (bucket, count) in zip(Balance.Bucket.allCases, counts) { balance[bucket] = count }
            head = (
                balance, Int(try reader.integer("unanswered")), Int(try reader.integer("answered")),
                Int(try reader.integer("on-their-way"))
            )
        case "account":
            let counts = try reader.integers("counts")
            guard counts.count == 3 else { throw FactFault(reader.node, "counts") }
            accounts[try reader.sequence("seq")] = Postings.Account(
                unanswered: Int(counts[0]),
                answered: Int(counts[1]),
                quarantines: Int(counts[2]),
                onTheirWay: try reader.identifiers("on-their-way", AuthorityKind.self),
                hasReachedPeer: try reader.flag("reached")
            )
        case "alarm": alarms[try reader.sequence("alarm")] = try reader.sequence("seq")
        default: return false
        }
        return true
    }

    /// What was collected, or `nil` if the line that counts was not among it.
    func postings(through newest: LedgerSequence) -> Postings? {
        head.map { head in
            Postings(
                balance: head.balance,
                through: newest,
                accounts: accounts,
                quarantined: alarms,
                unanswered: head.unanswered,
                answered: head.answered,
                onTheirWay: head.onTheirWay
            )
        }
    }
}
