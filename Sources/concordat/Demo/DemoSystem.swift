import BrokerClient
import Concerns
import Foundation
import JSON
import Logging
import Settings
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// An agency's system in the story: a client like any other, with its key, its box and its drop folder.
final class DemoSystem {
    let authority: DemoAuthority
    let user: UserID
    let connection: BrokerConnection
    private var reading: Task<Void, Never>?

    /// Connects, as soon as the broker is there.
    init(_ user: UserID, at authority: DemoAuthority, context: ZeroMQContext) throws {
        self.user = user
        self.authority = authority
        var configuration = ClientConfiguration(
            endpoint: authority.file.endpoint,
            serverKey: authority.serverKey,
            keys: try Certificate.secret(in: authority.certificate(of: user)).keys,
            agent: "concordat-demo/1"
        )
        // In a story a broker is away for a second, not for an hour.
        configuration.patience.answerMilliseconds = 3_000
        configuration.patience.longestPauseMilliseconds = 500
        var logger = Logger(label: "concordat.demo") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        connection = try BrokerConnection(
            configuration,
            box: try ClientBox(at: authority.box(of: user)),
            context: context,
            logger: logger
        )
    }

    /// Subscribes to what its key may see, from the beginning, and hands every delivery to the mailroom.
    func listen(_ mailroom: Mailroom) async throws {
        try await subscribe()
        let (connection, own, code) = (connection, user, authority.code)
        reading = Task {
            do {
                for try await message in connection.messages() {
                    await mailroom.note(
                        Mailroom.Letter(authority: code, user: own, delivery: message.delivery)
                    )
                }
            } catch {
                // The connection was closed: nothing more comes, and whoever waits is told by the mailroom.
            }
        }
    }

    /// Subscribes, or asks again how far its deliveries are.
    @discardableResult
    private func subscribe() async throws -> BrokerMessage.Position {
        guard let name = SubscriptionName("story"),
            let system = authority.file.agencies.flatMap(\.systems).first(where: { $0.user == user })
        else { throw CommandFailure.refused("\(user): is no system") }
        return try await connection.subscribe(
            Subscription(name, to: system.sees, window: 32, from: .start),
            within: .seconds(40)
        )
    }

    /// Waits until everything that the broker has numbered for it so far is in its inbox.
    func catchUp(_ mailroom: Mailroom) async throws {
        let last = try await subscribe().head
        guard last > 0 else { return }
        let (own, code) = (user, authority.code)
        _ = try await mailroom.letter("delivery \(last) to \(own) at \(code)") {
            $0.authority == code && $0.user == own && $0.delivery.number >= last
        }
    }

    /// An event that this system says.
    func event(_ id: MessageID, on topic: Topic, at time: Instant, _ data: JSONValue) throws -> Publication {
        guard let agency = user.agency,
            let source = EventSource(
                authority: authority.code,
                agency: agency,
                system: String(user.text.dropFirst(agency.text.count + 1))
            )
        else { throw CommandFailure.refused("\(user): is no system") }
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(id.text), "source": .string(source.text),
            "type": .string(topic.eventType), "subject": "", "time": .string(LondonTime.rfc3339(time)),
            "datacontenttype": "application/json", "data": data,
        ]
        return Publication(id: id, topic: topic, body: event.serialized())
    }

    /// The agency drops a file into its folder: one event a line.
    func drop(_ publications: [Publication], as name: String) throws -> String {
        let folder = authority.drops(of: user)
        try NewFolder.make(folder)
        let path = "\(folder)/\(name).jsonl"
        let lines = publications.flatMap { $0.body + [UInt8(ascii: "\n")] }
        try OutputFile.write(lines, to: path)
        return path
    }

    /// Takes a dropped file into the outbox, whole; from there it is sent until the broker has it.
    func take(_ path: String) async throws -> [MessageID] {
        var publications: [Publication] = []
        for line in try InputFile.read(path).split(separator: UInt8(ascii: "\n")) {
            let concern = try Concern(parsing: Array(line))
            publications.append(Publication(id: concern.id, topic: concern.topic, body: Array(line)))
        }
        try await connection.submit(publications)
        return publications.map(\.id)
    }

    /// Waits for the broker's receipt.
    func receipt(of id: MessageID) async throws -> StoredReceipt {
        try await connection.receipt(of: id, within: .seconds(40))
    }

    /// Reads what the broker knows.
    func rows(_ fetch: ClientMessage.Fetch) async throws -> [JSONNode] {
        let page = try await connection.fetch(fetch, within: .seconds(40))
        return try page.rows.map { try JSONDocument(parsing: Array($0)).root }
    }

    /// Ends; what is in its box stays.
    func close() async {
        await connection.close()
        reading?.cancel()
        await reading?.value
    }
}
