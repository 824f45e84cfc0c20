import Foundation
import JSON
import Ledger
import Settings
import Vocabulary

/// What became of the exports that agencies dropped for their adapters.
enum ExportEvidence {
    /// The column that names what a row speaks of, and where the event says it.
    private static let keys = ["Incident No": "incident", "Case No": "case"]

    /// How many incidents and cases stand in dropped exports and in no entry of the ledger.
    static func missing(from ledger: LedgerEvidence) throws -> Int {
        var missing = 0
        for user in ledger.authority.file.agencies.flatMap(\.systems).map(\.user) {
            let said = try said(by: user, in: ledger)
            for file in try exports(in: ledger.authority.drops(of: user)) {
                let rows = rows(String(decoding: try InputFile.read(file), as: UTF8.self))
                guard let column = rows.first?.first, let member = keys[column] else { continue }
                let named = Set(rows.dropFirst().compactMap(\.first).filter { !$0.isEmpty })
                missing += named.subtracting(said[member] ?? []).count
            }
        }
        return missing
    }

    private static func said(by user: UserID, in ledger: LedgerEvidence) throws -> [String: Set<String>] {
        var said: [String: Set<String>] = [:]
        for entry in ledger.entries where entry.header.publisher == user {
            let data = try JSONDocument(parsing: entry.body).root["data"]
            for member in keys.values {
                if let value = data?[member]?.string { said[member, default: []].insert(value) }
            }
        }
        return said
    }

    /// Exports wherever they are now: waiting, taken or rejected.
    private static func exports(in folder: String) throws -> [String] {
        var files: [String] = []
        for place in [folder, folder + "/done", folder + "/rejected"]
        where FileManager.default.fileExists(atPath: place) {
            files += try FileManager.default.contentsOfDirectory(atPath: place).sorted()
                .filter { $0.hasSuffix(".csv") }.map { "\(place)/\($0)" }
        }
        return files
    }

    /// Cells of comma-separated text, with quoted cells that may hold line breaks; not the adapter's own reader.
    private static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        for scalar in text.unicodeScalars where scalar != "\u{feff}" && scalar != "\r" {
            if scalar == "\"" {
                isQuoted.toggle()
            } else if isQuoted || (scalar != "," && scalar != "\n") {
                cell.unicodeScalars.append(scalar)
            } else {
                rows[rows.count - 1].append(cell)
                cell = ""
                if scalar == "\n" { rows.append([]) }
            }
        }
        return rows
    }
}
