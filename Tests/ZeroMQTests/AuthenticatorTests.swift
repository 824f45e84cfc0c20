import CZeroMQ
import Synchronization
import Testing

@testable import ZeroMQ

@Suite(.timeLimit(.minutes(40))) struct AuthenticatorTests {
    @Test func `a stranger is refused with 400 and counted`() async throws {
        let authenticator = try World.authenticator()
        let server = try Server()
        let endpoint = try await server.start(authenticator: authenticator)
        let before = authenticator.counts.refused
        try StrangerTest.require(
            refusalAt: endpoint,
            serverKey: server.keys.publicKey,
            in: World.context.get()
        )
        #expect(authenticator.counts.refused > before)
        let client = try Client()
        try await client.connect(
            to: endpoint,
            keys: .generate(),
            serverKey: server.keys.publicKey,
            context: World.context.get()
        )
        await client.wait(for: .refused(code: 400))
        await server.thread.stop()
        await client.thread.stop()
    }

    @Test func `a server that lets strangers in fails its test`() throws {
        let context = try World.context.get()
        _ = try World.authenticator()
        let keys = KeyPair.generate()
        // An authenticator that refuses, but no domain: libzmq does not even ask it.
        let router = try RawSocket(.router, in: context)
        try router.setCurveServer(keys, domain: "", enforced: true)
        let endpoint = try router.bind("tcp://127.0.0.1:*")
        #expect(throws: ZeroMQError.strangerAccepted(endpoint: endpoint)) {
            try StrangerTest.require(refusalAt: endpoint, serverKey: keys.publicKey, in: context)
        }
        router.close()
    }

    @Test(arguments: [true, false])
    func `a server without an authenticator fails its test`(enforced: Bool) throws {
        let context = try World.separateContext()
        let keys = KeyPair.generate()
        let router = try RawSocket(.router, in: context)
        try router.setCurveServer(keys, domain: Authenticator.domain, enforced: enforced)
        // Without a handler libzmq breaks a handshake off, or forgets it until this limit.
        try router.set(ZMQ_HANDSHAKE_IVL, 200)
        let endpoint = try router.bind("tcp://127.0.0.1:*")
        let expected: ZeroMQError =
            enforced
            ? .strangerNotRefused(endpoint: endpoint, .brokenOff) : .strangerAccepted(endpoint: endpoint)
        #expect(throws: expected) {
            try StrangerTest.require(refusalAt: endpoint, serverKey: keys.publicKey, in: context)
        }
        router.close()
    }

    @Test func `an endpoint with another server's key fails the test`() throws {
        let context = try World.context.get()
        let keys = KeyPair.generate()
        let router = try RawSocket(.router, in: context)
        try router.setCurveServer(keys, domain: Authenticator.domain, enforced: true)
        let endpoint = try router.bind("tcp://127.0.0.1:*")
        let other = KeyPair.generate().publicKey
        // Another server key: to the stranger the handshake simply fails.
        #expect(throws: ZeroMQError.strangerNotRefused(endpoint: endpoint, .brokenOff)) {
            try StrangerTest.require(refusalAt: endpoint, serverKey: other, in: context)
        }
        router.close()
    }

    @Test func `an address that the client chose is overruled`() async throws {
        let server = try Server()
        let endpoint = try await server.start(authenticator: World.authenticator())
        let keys = try World.admit("city/chooser")
        let socket = try RawSocket(.dealer, in: World.context.get())
        try socket.setCurveClient(keys, serverKey: server.keys.publicKey)
        try socket.setRoutingID("victim")
        try socket.connect(endpoint)
        socket.sendRaw([1], more: false)
        let arrival = try #require(await server.take(1).first)
        #expect(arrival.standing == .authenticated(user: "city/chooser"))
        #expect(arrival.sender.bytes != [UInt8]("victim".utf8))
        #expect(arrival.sender.bytes.count == 32)
        socket.close()
        await server.thread.stop()
    }

    @Test func `a message on an address that the client got to choose is not believed`() async throws {
        // Answered at once, libzmq lets the client's own address win now and then.
        for arrival in try await arrivals(from: 60, answersAtOnce: true) {
            let position = arrival.frames.bytes[0]
            let isChosen = arrival.sender.bytes == [UInt8]("chosen-\(position)".utf8)
            #expect(arrival.standing == (isChosen ? .misrouted : .authenticated(user: "u/\(position)")))
        }
    }

    @Test func `nobody gets to choose an address, however busy the machine is`() async throws {
        let hogs = Hogs()
        for _ in 0..<4 { try NativeThread.start(named: "hog") { while !hogs.isOver {} } }
        let arrivals = try await arrivals(from: 100, answersAtOnce: false)
        hogs.isOver = true
        #expect(arrivals.count == 100)
        for arrival in arrivals {
            #expect(arrival.standing == .authenticated(user: "u/\(arrival.frames.bytes[0])"))
        }
    }

    /// Threads that leave nobody else a processor.
    private final class Hogs: Sendable {
        private let over = Atomic(false)
        var isOver: Bool {
            get { over.load(ordering: .relaxed) }
            set { over.store(newValue, ordering: .relaxed) }
        }
    }

    /// The first messages of so many clients, who each ask for an address of their own.
    private func arrivals(from count: Int, answersAtOnce: Bool) async throws -> [Arrival] {
        let context = try World.separateContext()
        let keys = (0..<count).map { _ in KeyPair.generate() }
        let users = Dictionary(
            uniqueKeysWithValues: keys.enumerated().map { ($0.element.publicKey, "u/\($0.offset)") }
        )
        let authenticator = try Authenticator(
            context: context,
            policy: AccessPolicy(users: users),
            answersAtOnce: answersAtOnce
        )
        let server = try Server()
        let endpoint = try await server.start(authenticator: authenticator)
        let sockets = try keys.enumerated().map { position, keys in
            let socket = try RawSocket(.dealer, in: context)
            try socket.setCurveClient(keys, serverKey: server.keys.publicKey)
            try socket.setRoutingID("chosen-\(position)")
            try socket.connect(endpoint)
            socket.sendRaw([UInt8(position)], more: false)
            return socket
        }
        let arrivals = await server.take(count)
        for socket in sockets { socket.close() }
        await server.thread.stop()
        return arrivals
    }

    @Test func `a revoked key is refused, and a connection of it can be thrown out`() async throws {
        let authenticator = try World.authenticator()
        let context = try World.context.get()
        let server = try Server(echoes: true)
        let endpoint = try await server.start(authenticator: authenticator)
        let keys = try World.admit("city/revoked")
        let client = try Client()
        try await client.connect(to: endpoint, keys: keys, serverKey: server.keys.publicKey, context: context)
        await client.send([MessageFrames([[1]])])
        #expect(await client.take(1).count == 1)
        _ = await server.take(1)

        try World.revoke(keys.publicKey)
        // libzmq asks once for each connection: this one stands, and its user has to be looked up for each
        // message.
        await client.send([MessageFrames([[2]])])
        let arrival = try #require(await server.take(1).first)
        #expect(arrival.standing == .authenticated(user: "city/revoked"))
        await server.disconnect(senderOf: arrival)
        await client.wait(for: .refused(code: 400))
        await server.thread.stop()
        await client.thread.stop()
    }

    @Test func `without a policy nobody gets in, and later is later`() async throws {
        let context = try World.separateContext()
        let authenticator = try Authenticator(context: context)
        let server = try Server(echoes: true)
        var options = RouterOptions()
        options.handshakeMilliseconds = 200
        let endpoint = try await server.start(authenticator: authenticator, options: options)
        let keys = KeyPair.generate()
        let outcome = try StrangerTest.attempt(
            keys,
            at: endpoint,
            serverKey: server.keys.publicKey,
            in: context,
            within: .seconds(60)
        )
        #expect(outcome == .brokenOff)
        #expect(authenticator.counts.deferred > 0)
        #expect(authenticator.counts.accepted == 0)

        let client = try Client()
        try await client.connect(to: endpoint, keys: keys, serverKey: server.keys.publicKey, context: context)
        await client.wait(for: .broken)
        try authenticator.replacePolicy(AccessPolicy(users: [keys.publicKey: "late/one"]))
        await client.wait(for: .standing)
        await server.thread.stop()
        await client.thread.stop()
    }

    @Test func `connections above the limit wait until others have gone`() async throws {
        let context = try World.separateContext()
        let keys = KeyPair.generate()
        let policy = try AccessPolicy(users: [keys.publicKey: "a/b"], connectionLimit: 2)
        let authenticator = try Authenticator(context: context, policy: policy)
        let server = try Server()
        var options = RouterOptions()
        options.handshakeMilliseconds = 300
        let endpoint = try await server.start(authenticator: authenticator, options: options)
        var clients: [Client] = []
        for _ in 0..<2 {
            let client = try Client()
            try await client.connect(
                to: endpoint,
                keys: keys,
                serverKey: server.keys.publicKey,
                context: context
            )
            await client.wait(for: .standing)
            clients.append(client)
        }
        #expect(authenticator.counts.openConnections == 2)
        let third = try Client()
        try await third.connect(to: endpoint, keys: keys, serverKey: server.keys.publicKey, context: context)
        await third.wait(for: .broken)
        #expect(authenticator.counts.deferred > 0)
        #expect(authenticator.counts.accepted == 2)
        await clients[0].close()
        await third.wait(for: .standing)
        #expect(authenticator.counts.accepted == 3)
        for client in clients + [third] { await client.thread.stop() }
        await server.thread.stop()
    }

    @Test func `a stopped authenticator lets nobody in`() async throws {
        let context = try World.separateContext()
        let keys = KeyPair.generate()
        let authenticator = try Authenticator(
            context: context,
            policy: AccessPolicy(users: [keys.publicKey: "a/b"])
        )
        let server = try Server()
        var options = RouterOptions()
        options.handshakeMilliseconds = 200
        let endpoint = try await server.start(authenticator: authenticator, options: options)
        let attempt = {
            try StrangerTest.attempt(
                keys,
                at: endpoint,
                serverKey: server.keys.publicKey,
                in: context,
                within: .seconds(5)
            )
        }
        #expect(try attempt() == nil)
        authenticator.stop()
        // The thread closes its socket when it hears of it; a question asked before that may still be answered.
        for _ in 0..<50 where try attempt() != nil { break }
        for _ in 0..<3 { #expect(try attempt() == .brokenOff) }
        await server.thread.stop()
    }

    @Test(arguments: ["", "a b", "é", "a\u{0}b", String(repeating: "x", count: 256)])
    func `a user id that libzmq cannot carry is no policy`(user: String) {
        let key = KeyPair.generate().publicKey
        #expect(throws: ZeroMQError.unusableUserID(key: key)) { try AccessPolicy(users: [key: user]) }
    }

    @Test func `requests that our servers cannot have made are never accepted`() throws {
        let key = KeyPair.generate().publicKey.bytes
        let good: [[UInt8]] = [
            [], Array("1.0".utf8), Array("1".utf8), Array("server".utf8), Array("127.0.0.1".utf8), [],
            Array("CURVE".utf8), key,
        ]
        #expect(ZAPRequest(MessageFrames(good))?.key?.bytes == key)
        for position in 0..<8 {
            var frames = good
            frames[position] = [1, 2, 3]
            let changed = ZAPRequest(MessageFrames(frames))
            // The request's number, the address and the server's own identity may be anything.
            #expect((changed?.key == nil) == ![2, 4, 5].contains(position))
        }
        for count in 0..<8 { #expect(ZAPRequest(MessageFrames(Array(good[..<count])))?.key == nil) }
        #expect(ZAPRequest(MessageFrames(good + [[]]))?.key == nil)
    }
}
