import Foundation
import Vocabulary

/// The demo's folder: policy, keys and configuration of two authorities, complete in itself.
///
///     Topics/…  calendar-england-wales.yaml  story/…         copied, so that the folder can be moved
///     <code>/broker.yaml  agencies.yaml  ladders.yaml  keys/  ledger/  view/  drops/  boxes/
///     logs/  clients.json  summary.json
struct DemoFolder {
    let path: String

    /// What the partnership's rules are about, besides who must answer.
    private static let rules = ["clocks", "meetings", "patterns"]

    var story: String { path + "/story/story.jsonl" }

    /// Lays everything out in a folder that MUST be empty or not there.
    init(new path: String, from house: String, hasRules: Bool) throws {
        self.path = path
        let present = FileManager.default.fileExists(atPath: path) ? try contents(of: path) : []
        guard present.isEmpty else {
            throw CommandFailure.usage("\(path): is not empty; the demo begins in a new folder")
        }
        try NewFolder.make(path)
        try copy("Topics", from: house)
        try copy("Configs/calendar-england-wales.yaml", from: house, as: "calendar-england-wales.yaml")
        for name in hasRules ? Self.rules : [] {
            try copy("Configs/\(name).yaml", from: house, as: "\(name).yaml")
        }
        try copy("Tests/Scenarios/cross-border-baby", from: house, as: "story")
        if FileManager.default.fileExists(atPath: house + "/Configs/adapters") {
            try copy("Configs/adapters", from: house, as: "adapters")
        }
        try NewFolder.make(path + "/logs")
        let codes = try contents(of: house + "/Configs").filter { CommandArgument.authority($0) != nil }
        var made: [NewAuthority] = []
        for code in codes {
            try copy("Configs/" + code, from: house, as: code)
            made.append(try NewAuthority(code: code, folder: path + "/" + code))
        }
        for authority in made {
            try authority.write(
                peers: made.filter { $0.code != authority.code },
                rules: hasRules ? Self.rules : []
            )
        }
    }

    /// The authorities as any process finds them here.
    static func authorities(in path: String) throws -> [DemoAuthority] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        return try names.filter { CommandArgument.authority($0) != nil }.map {
            try DemoAuthority(folder: path + "/" + $0)
        }
    }

    private func contents(of path: String) throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
            throw CommandFailure.refused("\(path): cannot be read")
        }
    }

    private func copy(_ name: String, from house: String, as own: String? = nil) throws {
        let target = path + "/" + (own ?? name)
        do { try FileManager.default.copyItem(atPath: house + "/" + name, toPath: target) } catch {
            throw CommandFailure.refused("\(house)/\(name): cannot be copied to \(target)")
        }
    }
}
