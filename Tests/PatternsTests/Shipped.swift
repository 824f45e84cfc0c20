import Foundation
import Patterns
import Testing

@testable import Settings

/// The rules under `Configs/`, read as a broker reads them.
enum Shipped {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
    private static let read = Result { () throws(SettingsFaults) -> PatternRules in
        var inspection = Inspection()
        let rules = PatternsFile.read(root + "Configs/patterns.yaml", &inspection)
        return try inspection.result(rules)
    }

    /// The rules.
    static var rules: PatternRules { get throws { try read.get() } }

    /// A story under `Tests/Scenarios/stories`, one line an element.
    static func story(_ name: String) throws -> [Data] {
        let text = try Data(contentsOf: URL(filePath: root + "Tests/Scenarios/stories/\(name).jsonl"))
        return text.split(separator: UInt8(ascii: "\n")).map { Data($0) }
    }
}
