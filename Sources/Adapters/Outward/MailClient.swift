import NIOCore
import NIOPosix
import NIOSSL
import Vocabulary

/// Hands mails to a server: SMTP (RFC 5321), never without STARTTLS and a certificate that bears the server's name.
struct MailClient: Sendable {
    let server: OutwardConfiguration.MailServer

    private typealias Line = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Sends one mail; returns when the server has taken it.
    ///
    /// - Throws: ``OutwardFault``; then it may be sent again.
    func send(_ mail: MailMessage) async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await deliver(mail) }
                group.addTask {
                    try await Task.sleep(for: server.patience)
                    throw OutwardFault(reason: "no answer in time")
                }
                try await group.next()
                group.cancelAll()
            }
        } catch let fault as OutwardFault { throw fault } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw OutwardFault(reason: "no connection: \(type(of: error))")
        }
    }

    private func deliver(_ mail: MailMessage) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: server.host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture { try Line(wrappingChannelSynchronously: channel) }
            }
        try await channel.executeThenClose { inbound, outbound in
            var dialogue = Dialogue(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            try await dialogue.expect(220)
            let offers = try await dialogue.ask("EHLO concordat", expecting: 250)
            guard offers.contains(where: { $0.uppercased().hasPrefix("STARTTLS") }) else {
                throw OutwardFault(reason: "the server offers no STARTTLS")
            }
            try await dialogue.ask("STARTTLS", expecting: 220)
            // What came before the handshake may be somebody else's.
            guard dialogue.isEmpty else { throw OutwardFault(reason: "the server spoke before TLS did") }
            try await encrypt(channel.channel)
            try await dialogue.ask("EHLO concordat", expecting: 250)
            if let account = server.account {
                let word = Base64.encode(Array("\u{0}\(account.user)\u{0}\(account.password)".utf8))
                try await dialogue.ask("AUTH PLAIN \(word)", expecting: 235)
            }
            try await dialogue.ask("MAIL FROM:<\(mail.from)>", expecting: 250)
            try await dialogue.ask("RCPT TO:<\(mail.to)>", expecting: 250)
            try await dialogue.ask("DATA", expecting: 354)
            try await dialogue.say(mail.text)
            try await dialogue.expect(250)
            try await dialogue.say("QUIT\r\n")
        }
    }

    private func encrypt(_ channel: any Channel) async throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let path = server.authorities {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
        }
        let context = try NIOSSLContext(configuration: configuration)
        let host = server.host
        // An address is no name that a handshake can ask for; the certificate is still held against it.
        let isAddress = host.allSatisfy { $0.isNumber || $0 == "." } || host.contains(":")
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(
                try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host),
                position: .first
            )
        }.get()
    }

    /// A conversation in lines, bounded.
    private struct Dialogue {
        var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        private var bytes: [UInt8] = []

        init(
            inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
            outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        ) {
            self.inbound = inbound
            self.outbound = outbound
        }

        var isEmpty: Bool { bytes.isEmpty }

        func say(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

        @discardableResult
        mutating func ask(_ command: String, expecting code: Int) async throws -> [String] {
            try await say(command + "\r\n")
            return try await expect(code)
        }

        /// The lines of the next answer, which must have that code.
        @discardableResult
        mutating func expect(_ code: Int) async throws -> [String] {
            var lines: [String] = []
            while true {
                let line = try await line()
                guard line.prefix(3) == String(code) else {
                    throw OutwardFault(reason: "the server answered \(line.prefix(3)), not \(code)")
                }
                lines.append(String(line.dropFirst(4)))
                guard line.dropFirst(3).first == "-", lines.count < 100 else { return lines }
            }
        }

        private mutating func line() async throws -> String {
            while true {
                if let end = bytes.firstIndex(of: 0x0a) {
                    let line = bytes[..<end].filter { $0 != 0x0d }
                    bytes.removeSubrange(...end)
                    return String(decoding: line, as: UTF8.self)
                }
                guard bytes.count < 8_192, let buffer = try await inbound.next(isolation: nil) else {
                    throw OutwardFault(reason: "the server broke off")
                }
                bytes += buffer.readableBytesView
            }
        }
    }
}
