import BrokerClient
import BrokerCore
import Concerns
import Escalation
import Foundation
import Ledger
import Routing
import Settings
import Topics
import Transfer
import Vocabulary
import Wire

/// Counts what became of everything, from ledgers, boxes and dropped files alone.
///
/// It knows nothing of the run: it may read the folder at any later time, on another machine, after damage.
struct SummaryReader {
    let folder: String

    func read() async throws -> Summary {
        let authorities = try DemoFolder.authorities(in: folder)
        var ledgers: [LedgerEvidence] = []
        var boxes: [BoxEvidence] = []
        for authority in authorities {
            ledgers.append(try LedgerEvidence(of: authority))
            boxes += try await BoxEvidence.all(of: authority)
        }
        var summary = Summary()
        summary.published = boxes.reduce(0) {
            $0 + $1.outbox.waiting + $1.outbox.receipted + $1.outbox.refused
        }
        summary.receipted = boxes.reduce(0) { $0 + $1.receipts.count }
        summary.delivered = boxes.reduce(0) { $0 + $1.inbox.count }
        for ledger in ledgers {
            for case .escalation(let fact) in ledger.facts {
                switch fact {
                case .acknowledged: summary.acknowledged += 1
                case .climbed, .returned, .exhausted: summary.escalated += 1
                case .raised, .reassigned, .counted, .acting, .withdrawn: break
                }
            }
            summary.unrouted += Self.unrouted(in: ledger)
            summary.lost += try lost(
                in: ledger,
                boxes.filter { $0.authority == ledger.authority.code },
                ledgers
            )
            summary.duplicates += Self.duplicates(in: ledger)
        }
        summary.duplicates += boxes.reduce(0) { $0 + Self.duplicates(in: $1) }
        summary.transfers = TransferEvidence.transfers(in: ledgers)
        summary.isVerified = ledgers.allSatisfy(\.isSound) && !ledgers.isEmpty
        return summary
    }

    // MARK: Unrouted

    /// Areas whose entries are answers and registers, which go to nobody by routing.
    private static let unroutedAreas: Set<Substring> = ["register", "acknowledgement", "broker"]

    /// What brokers ask each other: of whole ledgers, which is for nobody, or of a hold, which is for information.
    private static let brokersQuestions: Set<String> = ["transfer.hold-asked", "transfer.hold-answered"]

    /// Concerns that reached nobody; the repeat of one that was routed before is told to nobody again.
    private static func unrouted(in ledger: LedgerEvidence) -> Int {
        var routed: Set<String> = []
        for entry in ledger.entries where isRouted(entry) { routed.insert(key(of: entry)) }
        let own = "\(ledger.authority.code)/broker"
        return ledger.entries.count { entry in
            let area = entry.header.topic.prefix { $0 != "." }
            return entry.header.publisher.text != own && !unroutedAreas.contains(area)
                && !brokersQuestions.contains(entry.header.topic) && !routed.contains(key(of: entry))
        }
    }

    private static func isRouted(_ entry: LedgerEvidence.Entry) -> Bool {
        for case .routed(let fact) in entry.facts {
            return fact.decision.routings.contains { routing in
                switch routing.accountable {
                case .authorLeads: true
                case .owner(_, let staff): staff != nil || !routing.recipients.isEmpty
                }
            }
        }
        return false
    }

    private static func key(of entry: LedgerEvidence.Entry) -> String { "\(entry.source) \(entry.header.id)" }

    // MARK: Lost

    private func lost(
        in ledger: LedgerEvidence,
        _ boxes: [BoxEvidence],
        _ ledgers: [LedgerEvidence]
    ) throws -> Int {
        let stored = Set(ledger.names)
        var promised = Set(try dropped(at: ledger.authority))
        for box in boxes {
            for receipt in box.receipts {
                promised.insert(LedgerEvidence.Name(user: box.user, id: receipt.id))
            }
        }
        return promised.subtracting(stored).count + undelivered(by: ledger, to: boxes)
            + Self.unforwarded(by: ledger, to: ledgers) + (try ExportEvidence.missing(from: ledger))
    }

    /// Every event in the agencies' dropped files.
    private func dropped(at authority: DemoAuthority) throws -> [LedgerEvidence.Name] {
        var names: [LedgerEvidence.Name] = []
        for user in authority.file.agencies.flatMap(\.systems).map(\.user) {
            let folder = authority.drops(of: user)
            guard FileManager.default.fileExists(atPath: folder) else { continue }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            for file in files where file.hasSuffix(".jsonl") {
                for line in try InputFile.read("\(folder)/\(file)").split(separator: UInt8(ascii: "\n")) {
                    names.append(LedgerEvidence.Name(user: user, id: try Concern(parsing: Array(line)).id))
                }
            }
        }
        return names
    }

    /// What the broker numbered for a system whose inbox we have, and that is not in it.
    private func undelivered(by ledger: LedgerEvidence, to boxes: [BoxEvidence]) -> Int {
        var missing = 0
        for (user, subscription, sequences) in ledger.queued {
            let held = boxes.filter { $0.user == user }.flatMap(\.inbox)
                .filter { $0.delivery.sub == subscription }.map(\.delivery.sequence)
            guard boxes.contains(where: { $0.user == user }) else { continue }
            missing += Set(sequences).subtracting(held).count
        }
        return missing
    }

    /// What had to reach the other authority and is not in its ledger.
    private static func unforwarded(by ledger: LedgerEvidence, to ledgers: [LedgerEvidence]) -> Int {
        let ids = Dictionary(
            ledger.entries.map { ($0.header.sequence, $0.header.id) },
            uniquingKeysWith: { first, _ in first }
        )
        var missing: Set<LedgerSequence> = []
        for case .transfer(.queued(let parcel, _)) in ledger.facts {
            guard let id = ids[parcel.sequence],
                let peer = ledgers.first(where: { $0.authority.code == parcel.to })
            else { continue }
            if !peer.entries.contains(where: { $0.header.id == id }) { missing.insert(parcel.sequence) }
        }
        return missing.count
    }

    // MARK: Duplicates

    private static func duplicates(in ledger: LedgerEvidence) -> Int {
        let names = ledger.names
        let routed = ledger.entries.filter(isRouted).map { key(of: $0) }
        return names.count - Set(names).count + routed.count - Set(routed).count
    }

    private static func duplicates(in box: BoxEvidence) -> Int {
        let keys = box.inbox.map { "\($0.delivery.sub) \($0.delivery.publisher) \($0.delivery.id)" }
        return keys.count - Set(keys).count
    }
}
