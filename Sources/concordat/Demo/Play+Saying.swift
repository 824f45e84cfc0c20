import BrokerClient
import Concerns
import JSON
import Settings
import Topics
import Vocabulary
import Wire

extension Play {
    func say(
        _ saying: StoryStep.Saying,
        of step: StoryStep,
        _ place: Int,
        isAlive: Bool
    ) async throws -> [Said] {
        let authority = try stage.authority(saying.authority)
        let system = try stage.system(saying.user, at: saying.authority)
        switch saying.content {
        case .export(let name):
            narrator.line("drops", "\(name), an export of its own system")
            let mark = await stage.mailroom.count
            let count = try await stage.drop(name, for: saying.user, at: authority)
            exports.append(Export(authority: authority, user: saying.user, count: count, mark: mark))
            return isAlive ? try await arrived() : []
        case .event(let topic, let data):
            let data = Self.resolved(data)
            let events = try await events(topic, data, by: system, name: "\(step.id)/\(place)", at: step.at)
            let path = try system.drop(events, as: "\(step.id)-\(place)-\(topic.area)-\(topic.event)")
            ownIDs.formUnion(events.map(\.id))
            return try await system.take(path).enumerated().map { index, id in
                Said(
                    authority: authority,
                    user: saying.user,
                    topic: events[index].topic,
                    id: id,
                    sequence: LedgerSequence(0)
                )
            }
        }
    }

    /// The event, and after an offer the documents of its pack.
    private func events(
        _ topic: Topic,
        _ data: JSONValue,
        by system: DemoSystem,
        name: String,
        at time: Instant
    ) async throws -> [Publication] {
        let id = Self.id(name)
        guard topic.area == "transfer" else { return [try system.event(id, on: topic, at: time, data)] }
        let row = try await transferRow(system)
        let script = TransferScript(header: story.transfer, row: row)
        let event = try system.event(id, on: topic, at: time, script.data(of: topic, data))
        return [event]
            + (try script.documents(of: data, offer: event).enumerated().map { index, document in
                guard let pack = Topic("transfer.pack") else { preconditionFailure("a topic of ours") }
                return try system.event(Self.id("\(name)/\(index)"), on: pack, at: time, document)
            })
    }

    /// The same story has the same ids, whenever it is played.
    static func id(_ name: String) -> MessageID {
        MessageID(derivedFrom: .ofBody(Array("cross-border-baby/\(name)".utf8)))
    }

    /// `@B002/0` stands for the id of what was said there.
    private static func resolved(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix("@"): .string(id(String(text.dropFirst())).text)
        case .object(let members): .object(members.map { JSONMember($0.key, resolved($0.value)) })
        case .array(let elements): .array(elements.map(resolved))
        case .string, .null, .bool, .integer, .number: value
        }
    }

    /// How the transfer stands at a system's authority, if it is known there.
    func transferRow(_ system: DemoSystem) async throws -> JSONNode? {
        try await system.rows(ClientMessage.Fetch(.transfer)).first
    }

    /// What adapters took from exports, as it arrives at children's social care.
    func arrived() async throws -> [Said] {
        var said: [Said] = []
        for export in exports {
            let casework = try stage.casework(export.authority)
            let (code, own, user) = (export.authority.code, casework.user, export.user)
            let ownIDs = ownIDs
            let letters = try await stage.mailroom.letters(
                export.count,
                "events of the export",
                since: export.mark
            ) {
                $0.authority == code && $0.user == own && $0.delivery.publisher == user
                    && !ownIDs.contains($0.delivery.id)
            }
            said += letters.map { letter in
                Said(
                    authority: export.authority,
                    user: user,
                    topic: letter.delivery.topic.published,
                    id: letter.delivery.id,
                    sequence: letter.delivery.sequence
                )
            }
        }
        exports = []
        return said
    }
}
