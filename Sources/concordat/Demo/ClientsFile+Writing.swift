import Foundation
import JSON
import Ledger
import Settings
import Topics
import Vocabulary
import ZeroMQ

extension ClientsFile {
    /// Areas in which an example stands for itself: nothing that it names has to be there before.
    private static let standalone: Set<String> = [
        "assessment", "health", "home", "housing", "meeting", "police", "pregnancy", "referral", "substance",
    ]

    /// Writes `clients.json`, and beside it an example of everything that a system may say by itself.
    static func write(of authorities: [DemoAuthority], to folder: String) throws {
        var list: [JSONValue] = []
        for authority in authorities {
            var systems: [JSONValue] = []
            for agency in authority.file.agencies {
                for system in agency.systems {
                    systems.append(try entry(of: system, agency: agency.id, at: authority, in: folder))
                }
            }
            list.append([
                "code": .string(authority.code.text), "name": .string(authority.file.name),
                "url": .string(authority.file.endpoint), "server_key": .string(authority.serverKey.z85),
                "verifier": .string(authority.verifier.text),
                "ledger": .string(relative(authority.file.ledgerPath, to: folder)),
                "systems": .array(systems),
            ])
        }
        let document: JSONValue = ["authorities": .array(list)]
        try OutputFile.write(
            Array(IndentedJSON.text(of: document).utf8) + [UInt8(ascii: "\n")],
            to: folder + "/clients.json"
        )
    }

    private static func entry(
        of system: BrokerFile.System,
        agency: AgencyID,
        at authority: DemoAuthority,
        in folder: String
    ) throws -> JSONValue {
        let name = String(system.user.text.dropFirst(agency.text.count + 1))
        let examples = try examples(for: system, at: authority)
        return [
            "agency": .string(agency.text), "system": .string(name),
            "certificate": .string(relative(authority.certificate(of: system.user), to: folder)),
            "publishes": .array(system.publishes.map { .string($0.text) }),
            "sees": .array(system.sees.map { .string($0.text) }),
            "examples": .object(
                examples.map { JSONMember($0.topic.text, .string(relative($0.path, to: folder))) }
            ),
        ]
    }

    /// The catalogue's example of each topic that the system may publish, as this very system would say it.
    private static func examples(
        for system: BrokerFile.System,
        at authority: DemoAuthority
    ) throws -> [(topic: Topic, path: String)] {
        let name = system.user.text.replacing("/", with: "-")
        let folder = "\(authority.folder)/examples/\(name)"
        var examples: [(topic: Topic, path: String)] = []
        for definition in authority.file.catalogue.definitions
        where standalone.contains(definition.topic.area) && definition.mayPublish(roles: system.roles)
            && system.publishes.contains(where: { $0.matches(definition.topic) })
        {
            guard case .object(var members) = definition.example.root.value,
                let place = members.firstIndex(where: { $0.key == "source" })
            else { continue }
            members[place].value = .string(
                "urn:concordat:\(authority.code):\(system.user.text.replacing("/", with: ":"))"
            )
            try NewFolder.make(folder)
            let path = "\(folder)/\(definition.topic.text).json"
            try OutputFile.write(JSONValue.object(members).serialized(), to: path)
            examples.append((definition.topic, path))
        }
        return examples
    }

    private static func relative(_ path: String, to folder: String) -> String {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }
}
