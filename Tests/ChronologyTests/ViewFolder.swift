import Foundation

@testable import Chronology

/// A folder that a test has for itself and that goes with it.
final class ViewFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/chronology-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // A folder left behind in the temporary directory spoils nothing.
        }
    }

    var file: String { path + "/chronology.sqlite" }

    func open(of ledger: String = "concordat/E08000025 key") throws -> ChronologyView {
        try ChronologyView(path: file, of: ledger)
    }
}
