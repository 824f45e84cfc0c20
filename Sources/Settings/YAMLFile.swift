import Foundation
import Yams

/// A file that holds one YAML document.
enum YAMLFile {
    /// More than anything we read has reason to be.
    static let longest = 1 << 20

    /// Opens a file; faults name it as `name`.
    static func open(_ path: String, name: String, _ inspection: inout Inspection) -> YAMLPlace? {
        guard let contents = FileManager.default.contents(atPath: path) else {
            let exists = FileManager.default.fileExists(atPath: path)
            return inspection.refuse(
                SettingsFault(
                    file: name,
                    was: exists ? "a file that cannot be read" : "no file",
                    mustBe: "a YAML file that this program may read"
                )
            )
        }
        guard contents.count <= longest else {
            return inspection.refuse(
                SettingsFault(file: name, was: "\(contents.count) bytes", mustBe: "at most \(longest) bytes")
            )
        }
        guard let text = String(validating: contents, as: UTF8.self) else {
            return inspection.refuse(
                SettingsFault(file: name, was: "not UTF-8", mustBe: "YAML in UTF-8")
            )
        }
        return parse(text, name: name, &inspection)
    }

    /// Reads YAML text; faults name it as `name`.
    static func parse(_ text: String, name: String, _ inspection: inout Inspection) -> YAMLPlace? {
        do {
            let parser = try Parser(yaml: text)
            guard let root = try parser.singleRoot() else {
                return inspection.refuse(
                    SettingsFault(file: name, was: "without content", mustBe: "one YAML document")
                )
            }
            let place = YAMLPlace(file: name, node: root, member: "")
            // Anchors are held by the parser alone. One alias can stand for gigabytes, and nothing we read needs any.
            if let anchored = withExtendedLifetime(parser, { firstAnchor(place) }) {
                return inspection.refuse(
                    anchored.fault(was: "marked with an anchor", mustBe: "written out wherever it is needed")
                )
            }
            return place
        } catch {
            return inspection.refuse(fault(error, name: name))
        }
    }

    private static func firstAnchor(_ place: YAMLPlace) -> YAMLPlace? {
        guard place.node.anchor == nil else { return place }
        for element in place.elements {
            if let found = firstAnchor(element) { return found }
        }
        for member in place.members {
            if member.key.anchor != nil { return place }
            if let found = firstAnchor(member.place) { return found }
        }
        return nil
    }

    private static func fault(_ error: any Error, name: String) -> SettingsFault {
        func fault(_ mark: Mark, member: String = "", was: String, mustBe: String) -> SettingsFault {
            SettingsFault(
                file: name,
                line: mark.line,
                column: mark.column,
                member: member,
                was: was,
                mustBe: mustBe
            )
        }
        switch error as? YamlError {
        case .duplicatedKeysInMapping(let duplicates, let context):
            return fault(
                context.mark,
                member: duplicates.first ?? "",
                was: "named more than once",
                mustBe: "named once"
            )
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return fault(mark, was: "malformed (\(problem))", mustBe: "one YAML document")
        case .reader(let problem, _, _, _):
            return SettingsFault(file: name, was: "unreadable (\(problem))", mustBe: "one YAML document")
        default:
            return SettingsFault(file: name, was: "unreadable as YAML", mustBe: "one YAML document")
        }
    }
}
