import Simulator

/// What a torture did and found.
struct TortureTally {
    /// Under the simulated disk.
    var campaigns = CampaignTally()
    /// Processes that were killed, by where.
    var kills: [String: Int] = [:]
    /// Clients that were cut off in the middle of what they did.
    var clients = 0
    /// Receipts of real brokers that were compared with their ledgers.
    var receipts = 0
    /// Receipted, and not in the ledger, or never handed over.
    var lost = 0
    /// Receipts that are not what the ledger proves.
    var falseReceipts = 0
    /// In the ledger, or handed over, twice.
    var doubled = 0
    /// Ledgers that did not open again or were not sound.
    var unopenable = 0

    var killCount: Int { kills.values.reduce(0, +) }

    var isClean: Bool {
        campaigns.isClean && lost == 0 && falseReceipts == 0 && doubled == 0 && unopenable == 0
    }

    /// The line that matters.
    var verdict: String {
        """
        \(lost + campaigns.lost) lost, \(falseReceipts + campaigns.falseReceipts) false receipts, \
        \(doubled + campaigns.doubled) doubled, \(unopenable + campaigns.unopenable) unopenable
        """
    }

    /// What was done on the simulated disk.
    var faultLine: String {
        """
        simulated disk: \(campaigns.faults) faults, \(campaigns.cuts) power cuts, \(campaigns.crashes) crashes, \
        \(campaigns.flips) flipped bits in \(campaigns.seeds) runs; \(campaigns.receipts) receipts compared
        """
    }

    /// What was done to processes.
    var killLine: String {
        let places = kills.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return """
            real processes: \(killCount) kills (\(places)), \(clients) clients cut off; \(receipts) receipts compared
            """
    }
}
