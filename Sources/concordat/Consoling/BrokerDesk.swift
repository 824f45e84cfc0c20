import BrokerClient
import Concerns
import Console
import Foundation
import JSON
import Logging
import Settings
import Synchronization
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// An agency's desk: its console's connection to the broker, with a box of its own.
final class BrokerDesk: Desk {
    static let subscription = "console"

    let connection: BrokerConnection
    private let user: UserID
    private let authority: AuthorityCode
    private let sees: [TopicPattern]
    private let board: NewsBoard
    /// The latest instant that the broker has named.
    private let latest = Mutex<Instant?>(nil)

    /// Longer than the client waits for an answer before it makes a new connection.
    private static let patience = Duration.seconds(45)

    init(
        _ system: ConsoleFile.System,
        of file: ConsoleFile,
        board: NewsBoard,
        context: ZeroMQContext,
        logger: Logger
    ) throws {
        guard let serverKey = CurvePublicKey(z85: file.serverKey) else {
            throw CommandFailure.misconfigured(["server-key: must be 40 characters in Z85"])
        }
        let known = file.broker.agencies.flatMap(\.systems).first { $0.user == system.user }
        guard let known else {
            throw CommandFailure.misconfigured(["systems: \(system.user): must be a system of the agreement"])
        }
        user = system.user
        authority = file.broker.authority
        sees = known.sees
        self.board = board
        var configuration = ClientConfiguration(
            endpoint: file.broker.endpoint,
            serverKey: serverKey,
            keys: try Certificate.secret(in: system.certificatePath).keys,
            agent: "concordat-console/1"
        )
        // Somebody waits before the page: a broker that comes back must be found soon.
        configuration.patience.answerMilliseconds = 5_000
        configuration.patience.longestPauseMilliseconds = 1_000
        connection = try BrokerConnection(
            configuration,
            box: try ClientBox(at: file.boxesPath + "/" + system.user.text.replacing("/", with: "-")),
            context: context,
            logger: logger
        )
    }

    /// Subscribes to what the agency's system may see, and tells the board whenever something comes; until cancelled.
    func listen() async throws {
        guard let name = SubscriptionName(Self.subscription) else { return }
        try await connection.subscribe(Subscription(name, to: sees, window: 64, from: .start))
        for try await message in connection.messages(of: name) {
            note(message.delivery.accepted)
            board.post(NewsBoard.News(sequence: message.delivery.sequence, cases: message.delivery.cases))
        }
    }

    func read(_ question: Question, for person: StaffID?) async throws(DeskRefusal) -> Sheet {
        let fetch = Self.fetch(question, for: person)
        return try await Self.refusing {
            let page = try await self.connection.fetch(fetch, within: Self.patience)
            return Sheet(
                rows: try page.rows.map { try JSONDocument(parsing: Array($0)).root },
                next: page.next
            )
        }
    }

    func say(_ statement: Statement) async throws(DeskRefusal) -> LedgerSequence {
        guard let agency = user.agency,
            let source = EventSource(
                authority: authority,
                agency: agency,
                system: String(user.text.dropFirst(agency.text.count + 1))
            )
        else { throw .unreachable }
        let now = try await now()
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(statement.id.text), "source": .string(source.text),
            "type": .string(statement.topic.eventType), "subject": "",
            "time": .string(LondonTime.rfc3339(now)),
            "datacontenttype": "application/json", "data": statement.data,
        ]
        let publication = Publication(id: statement.id, topic: statement.topic, body: event.serialized())
        return try await Self.refusing {
            do {
                return try await self.connection.publish(publication, within: Self.patience).sequence
            } catch let error as ClientError where error.code == .idReused {
                // The button was pressed twice, and the clock had moved: what the first press said is what counts.
                return try await self.connection.receipt(of: statement.id, within: Self.patience).sequence
            }
        }
    }

    func heard(on topics: [Topic], limit: Int) async throws(DeskRefusal) -> [HeardEntry] {
        try await Self.refusing {
            try await self.connection.box.latestMessages(on: topics, limit: limit).map { message in
                let delivery = message.delivery
                return HeardEntry(
                    sequence: delivery.sequence,
                    topic: delivery.topic,
                    accepted: delivery.accepted,
                    cases: delivery.cases,
                    data: delivery.withheld
                        ? nil : try JSONDocument(parsing: delivery.body).root["data"]
                )
            }
        }
    }

    func now() async throws(DeskRefusal) -> Instant {
        let welcome = try await Self.refusing { try await self.connection.welcome(within: Self.patience) }
        guard welcome.story else { return ConsoleApplication.wallClock() }
        note(welcome.now)
        do throws(DeskRefusal) {
            let status = try await read(Question(.status), for: nil).rows.first
            if let now = status?["now"]?.integer { note(Instant(milliseconds: now)) }
        } catch {
            // Not every agency may ask how the broker stands; then it is as late as what came last.
            guard error.code == 403 else { throw error }
        }
        return latest.withLock { $0 } ?? welcome.now
    }

    func isStory() async throws(DeskRefusal) -> Bool {
        try await Self.refusing { try await self.connection.welcome(within: Self.patience).story }
    }

    private func note(_ instant: Instant) {
        latest.withLock { $0 = $0.map { max($0, instant) } ?? instant }
    }

    /// Gives the client's failures the console's name.
    private static func refusing<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws(DeskRefusal) -> Value {
        do { return try await body() } catch let error as ClientError {
            guard let refusal = error.refusal else { throw .unreachable }
            throw DeskRefusal(code: refusal.code.rawValue, text: refusal.text, field: refusal.field)
        } catch {
            throw .unreachable
        }
    }
}
