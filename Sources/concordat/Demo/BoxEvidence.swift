import BrokerClient
import Foundation
import Settings
import Vocabulary

/// What one system's box shows: what it said, and what it was told.
struct BoxEvidence {
    let authority: AuthorityCode
    let user: UserID
    let outbox: ClientBox.OutboxCounts
    let receipts: [StoredReceipt]
    let inbox: [InboxMessage]

    /// Reads every box of an authority's systems, those of their adapters included.
    static func all(of authority: DemoAuthority) async throws -> [BoxEvidence] {
        var boxes: [BoxEvidence] = []
        for user in authority.file.agencies.flatMap(\.systems).map(\.user) {
            for folder in [authority.box(of: user), authority.adapterBox(of: user)]
            where FileManager.default.fileExists(atPath: folder + "/box.sqlite") {
                boxes.append(try await BoxEvidence(folder, of: user, at: authority.code))
            }
        }
        return boxes
    }

    private init(_ folder: String, of user: UserID, at authority: AuthorityCode) async throws {
        self.user = user
        self.authority = authority
        let box = try ClientBox(readingAt: folder)
        outbox = try await box.outboxCounts()
        var receipts: [StoredReceipt] = []
        var inbox: [InboxMessage] = []
        while true {
            let last = receipts.last?.sequence ?? LedgerSequence(0)
            let page = try await box.receipts(after: last, limit: 500)
            receipts += page
            if page.isEmpty { break }
        }
        while true {
            let page = try await box.messages(after: inbox.last?.place ?? 0, limit: 500)
            inbox += page
            if page.isEmpty { break }
        }
        self.receipts = receipts
        self.inbox = inbox
    }
}
