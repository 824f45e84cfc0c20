import BrokerClient
import Foundation
import Logging
import Vocabulary
import Wire
import ZeroMQ

/// One command's conversation with a broker.
struct ClientCall: Sendable {
    /// Where what must not be lost is kept meanwhile.
    enum Memory: Sendable {
        /// Nowhere: the command only reads.
        case none
        /// In a box of this name, beside the clients file.
        case box(String)
    }

    let connection: BrokerConnection
    let user: UserID
    let authority: AuthorityCode
    /// The broker's own time, which may be a story's.
    let now: Instant
    let patience: Duration

    /// Connects, waits for the broker's greeting, runs `body` and closes.
    static func run<Value: Sendable>(
        _ options: ClientOptions,
        _ memory: Memory,
        _ body: (ClientCall) async throws -> Value
    ) async throws -> Value {
        let file = try ClientsFile(path: options.clients)
        guard let user = UserID(options.system) else { throw CommandFailure.usage("--system is missing") }
        let (broker, system) = try file.system(
            user,
            at: options.authority.flatMap(CommandArgument.authority)
        )
        guard let serverKey = CurvePublicKey(z85: broker.serverKey) else {
            throw CommandFailure.misconfigured(["\(options.clients): server_key of \(broker.code) is no key"])
        }
        let configuration = ClientConfiguration(
            endpoint: broker.url,
            serverKey: serverKey,
            keys: try Certificate.secret(in: system.certificate).keys,
            agent: "concordat-cli/1"
        )
        let patience = Duration.seconds(options.wait)
        let context = try ZeroMQContext()
        let box = try await BoxFolder(memory, of: user, at: broker.code, in: file.folder, within: patience)
        defer { box.leave() }
        let connection = try BrokerConnection(configuration, box: box.box, context: context, logger: quiet)
        do {
            let welcome = try await Self.welcome(connection, broker, patience)
            let value = try await body(
                ClientCall(
                    connection: connection,
                    user: user,
                    authority: broker.code,
                    now: welcome.now,
                    patience: patience
                )
            )
            await connection.close()
            context.terminate()
            return value
        } catch {
            await connection.close()
            context.terminate()
            throw error
        }
    }

    private static func welcome(
        _ connection: BrokerConnection,
        _ broker: ClientsFile.Authority,
        _ patience: Duration
    ) async throws -> BrokerMessage.Welcome {
        do {
            return try await connection.welcome(within: patience)
        } catch let error as ClientError where error.code == .unanswered {
            throw CommandFailure.unreachable(
                """
                no answer from \(broker.url) within \(patience.components.seconds) s: the broker is not there, \
                or does not know this system's key
                """
            )
        }
    }

    /// Logs of the connection are for programs that run on; here the outcome says it all.
    private static var quiet: Logger {
        var logger = Logger(label: "concordat.client") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        return logger
    }
}

extension ClientCall {
    /// Everything a read has, page after page.
    func rows(_ fetch: ClientMessage.Fetch) async throws -> [ArraySlice<UInt8>] {
        var fetch = fetch
        var rows: [ArraySlice<UInt8>] = []
        repeat {
            let page = try await connection.fetch(fetch, within: patience)
            rows += page.rows
            fetch.after = page.next
        } while fetch.after != nil
        return rows
    }
}
