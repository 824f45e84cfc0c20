import Concerns
import Foundation
import JSON
import Ledger
import Vocabulary

/// The evidence of one transfer from one ledger, as files that anybody can verify without a broker.
///
///     <folder>/<authority>/index.json             what was said, by whom, and which files hold it
///     <folder>/<authority>/<entry>.event.json     the event, byte for byte as the ledger has it
///     <folder>/<authority>/<entry>.receipt.json   what proves that the ledger took it
///     <folder>/<authority>/SHA256SUMS             of all these, as sha256sum writes them
struct TransferBundle {
    private let transfer: String
    private let authority: AuthorityCode
    private let rows: [TransferEvidenceRow]
    private let keys: AuthorityKeys

    init(
        _ transfer: String,
        of authority: AuthorityCode,
        _ rows: [TransferEvidenceRow],
        _ keys: AuthorityKeys
    ) {
        self.transfer = transfer
        self.authority = authority
        self.rows = rows
        self.keys = keys
    }

    func write(to path: String) throws {
        let folder = path + "/" + authority.text
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure.refused("\(folder): cannot be made")
        }
        var sums = ""
        func file(_ name: String, _ bytes: [UInt8]) throws {
            try OutputFile.write(bytes, to: "\(folder)/\(name)")
            sums += "\(Digest.ofBody(bytes).hex)  \(name)\n"
        }
        for row in rows {
            try file(Self.name(row, "event"), row.event)
            try file(Self.name(row, "receipt"), row.receipt + [UInt8(ascii: "\n")])
        }
        try file("index.json", Array((IndentedJSON.text(of: index) + "\n").utf8))
        try OutputFile.write(Array(sums.utf8), to: "\(folder)/SHA256SUMS")
    }

    private static func name(_ row: TransferEvidenceRow, _ kind: String) -> String {
        let number = String(row.sequence)
        return String(repeating: "0", count: max(0, 8 - number.count)) + number + ".\(kind).json"
    }

    private var index: JSONValue {
        let verifiers = keys.verifiers.sorted { $0.key < $1.key }
        return .object([
            JSONMember("format", "concordat-transfer-bundle-1"), JSONMember("transfer", .string(transfer)),
            JSONMember("ledger", .string(authority.text)),
            JSONMember(
                "verifiers",
                .object(verifiers.map { JSONMember($0.key.text, .string($0.value.text)) })
            ),
            JSONMember(
                "entries",
                .array(
                    rows.map { row in
                        .object([
                            JSONMember("seq", .integer(row.sequence)),
                            JSONMember("by", .string(row.by.text)),
                            JSONMember("topic", .string(row.topic)),
                            JSONMember("event", .string(Self.name(row, "event"))),
                            JSONMember("receipt", .string(Self.name(row, "receipt"))),
                        ])
                    }
                )
            ),
        ])
    }
}
