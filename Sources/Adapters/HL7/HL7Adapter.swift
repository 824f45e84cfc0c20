public import Logging
import NIOCore
import NIOPosix
import NIOSSL
public import ServiceLifecycle
import Synchronization
import Vocabulary

/// Takes HL7 version 2 over MLLP: `AA` when the broker has receipted what a message says, and not before.
///
/// Messages of one connection are answered in their order, with several on their way to the broker at once. When too many
/// wait in the box, no more is read from any connection, and TCP makes the senders wait.
public struct HL7Adapter: Service {
    private let configuration: HL7Configuration
    private let reception: HL7Reception
    private let journal: AdapterJournal
    private let logger: Logger
    private let listening: @Sendable (Int) -> Void

    /// Creates an adapter; `listening` hears the port once connections are taken.
    public init(
        _ configuration: HL7Configuration,
        sink: any EventSink,
        journal: AdapterJournal,
        logger: Logger,
        listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        reception = HL7Reception(configuration: configuration, sink: sink, journal: journal)
        self.journal = journal
        self.logger = logger
        self.listening = listening
    }

    private typealias Line = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Listens until the process is asked to stop; what is stored by then is sent by the next run.
    public func run() async throws {
        let tls = try configuration.tls.map { try NIOSSLContext(configuration: $0.server()) }
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    return try Line(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(
                            backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4),
                            isOutboundHalfClosureEnabled: true
                        )
                    )
                }
            }
        listening(server.channel.localAddress?.port ?? configuration.port)
        await cancelWhenGracefulShutdown {
            do { try await accept(server) } catch is CancellationError {
                // Asked to stop.
            } catch {
                logger.error("the listening socket failed", metadata: ["error": "\(type(of: error))"])
            }
        }
    }

    private func accept(_ server: NIOAsyncChannel<Line, Never>) async throws {
        try await server.executeThenClose { lines in
            try await withThrowingDiscardingTaskGroup { group in
                for try await line in lines {
                    guard journal.now.connections < configuration.mostConnections else {
                        line.channel.close(promise: nil)
                        group.addTask { try await line.executeThenClose { _, _ in } }
                        continue
                    }
                    journal.opened()
                    group.addTask {
                        await talk(line)
                        journal.closed()
                    }
                }
            }
        }
    }

    /// One sender, until it or we end; a failure ends this connection and no other.
    private func talk(_ line: Line) async {
        do {
            try await line.executeThenClose { inbound, outbound in
                try await converse(inbound, outbound)
            }
        } catch {
            logger.info("a connection ended", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func converse(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        let (waiting, wait) = AsyncStream.makeStream(of: HL7Reception.Pending.self)
        let (places, place) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<configuration.window { place.yield() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { wait.finish() }
                var places = places.makeAsyncIterator()
                var framer = MLLPFramer(longest: configuration.longestMessage)
                for try await buffer in inbound {
                    for piece in framer.receive(buffer.readableBytesView) {
                        _ = await places.next()
                        try await reception.sink.waitForRoom()
                        guard let pending = try await reception.take(piece) else {
                            place.yield()
                            continue
                        }
                        wait.yield(pending)
                    }
                }
            }
            group.addTask {
                for await pending in waiting {
                    let answer = try await reception.answer(pending)
                    let id = "CC" + String(MessageCounter.next(), radix: 36, uppercase: true)
                    let bytes = MLLPFramer.framed(answer.bytes(id: id, at: journal.instant))
                    try await outbound.write(ByteBuffer(bytes: bytes))
                    place.yield()
                }
                outbound.finish()
            }
            do { try await group.waitForAll() } catch {
                group.cancelAll()
                throw error
            }
        }
    }
}

/// Numbers for our own answers' ids; they need only differ within a process.
private enum MessageCounter {
    private static let count = Atomic<Int>(0)

    static func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
