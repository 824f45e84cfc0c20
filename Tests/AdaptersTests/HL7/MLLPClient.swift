import NIOCore
import NIOPosix
import NIOSSL

@testable import Adapters

/// A hospital's end of a connection.
struct MLLPClient {
    let inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Connects, talks and closes.
    static func talk<Value: Sendable>(
        to port: Int,
        tls: NIOSSLContext? = nil,
        _ body: @Sendable (inout Conversation) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: tls, serverHostname: nil)
                        )
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var conversation = Conversation(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&conversation)
        }
    }

    /// What is said on it.
    struct Conversation {
        var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        private var framer = MLLPFramer(longest: 1 << 20)
        private var answers: [String] = []

        init(
            inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
            outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        ) {
            self.inbound = inbound
            self.outbound = outbound
        }

        func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

        func send(_ message: String) async throws { try await send(MLLPFramer.framed(Array(message.utf8))) }

        func finish() { outbound.finish() }

        /// The MSA segment of the next answer; `nil` if the other end closed.
        mutating func answer() async throws -> String? {
            while answers.isEmpty {
                guard let buffer = try await inbound.next(isolation: nil) else { return nil }
                for case .message(let bytes) in framer.receive(buffer.readableBytesView) {
                    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r")
                    answers.append(lines.count > 1 ? String(lines[1]) : "")
                }
            }
            return answers.removeFirst()
        }
    }
}
