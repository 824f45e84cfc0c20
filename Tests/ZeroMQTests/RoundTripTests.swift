import Testing

@testable import ZeroMQ

@Suite(.timeLimit(.minutes(40))) struct RoundTripTests {
    @Test func `a message goes there and comes back, byte for byte`() async throws {
        let server = try Server(echoes: true)
        let endpoint = try await server.start(authenticator: World.authenticator())
        let client = try Client()
        try await client.connect(
            to: endpoint,
            keys: World.admit("city/desk"),
            serverKey: server.keys.publicKey,
            context: World.context.get()
        )
        // 33 bytes live inside libzmq's struct, 34 on the heap; empty frames have no memory at all.
        let frames: [[UInt8]] = [
            [], [UInt8](repeating: 33, count: 33), [UInt8](repeating: 34, count: 34), [0, 255, 0],
            [UInt8](repeating: 7, count: 262_144), [],
        ]
        await client.send([MessageFrames(frames)])

        let arrival = try #require(await server.take(1).first)
        #expect(arrival.standing == .authenticated(user: "city/desk"))
        #expect(arrival.frames.map(Array.init) == frames)
        #expect(arrival.frames.isComplete)
        #expect(arrival.sender.bytes.count == 32)
        let answer = try #require(await client.take(1).first)
        #expect(answer.map(Array.init) == frames)
        await server.thread.stop()
        await client.thread.stop()
    }

    @Test func `many messages in both directions keep their order`() async throws {
        let server = try Server(echoes: true)
        let endpoint = try await server.start(authenticator: World.authenticator())
        let client = try Client()
        try await client.connect(
            to: endpoint,
            keys: World.admit("city/flood"),
            serverKey: server.keys.publicKey,
            context: World.context.get()
        )
        let messages = (0..<5_000).map { number in
            MessageFrames([
                [UInt8]("CC1".utf8), [UInt8]("\(number)".utf8), [UInt8](repeating: 1, count: number % 700),
            ])
        }
        // In pieces below the server's queue to one connection: above it an echo would be dropped, as it
        // must.
        for start in stride(from: 0, to: messages.count, by: 1_000) {
            await client.send(Array(messages[start..<(start + 1_000)]))
            let echoes = await client.take(1_000)
            for (echo, number) in zip(echoes, start...) {
                #expect(echo.map(Array.init) == messages[number].map(Array.init))
            }
        }
        #expect(await server.take(5_000).count == 5_000)
        await server.thread.stop()
        await client.thread.stop()
    }

    @Test func `frames beyond the eighth are discarded, and the message says so`() async throws {
        let server = try Server()
        let endpoint = try await server.start(authenticator: World.authenticator())
        let keys = try World.admit("city/long")
        let context = try World.context.get()
        let sender = try RawSocket(.dealer, in: context)
        try sender.setCurveClient(keys, serverKey: server.keys.publicKey)
        try sender.connect(endpoint)
        for number in 0..<10_000 { sender.sendRaw([UInt8(number % 256)], more: true) }
        sender.sendRaw([1], more: false)
        sender.sendRaw([2], more: false)

        let arrivals = await server.take(2)
        #expect(arrivals.map(\.frames.isComplete) == [false, true])
        #expect(arrivals.map(\.frames.count) == [8, 1])
        sender.close()
        await server.thread.stop()
    }

    @Test func `a frame too long ends its own connection and no other`() async throws {
        let server = try Server(echoes: true)
        var options = RouterOptions()
        options.longestFrame = 1_000
        let endpoint = try await server.start(authenticator: World.authenticator(), options: options)
        let good = try Client()
        let bad = try Client()
        let context = try World.context.get()
        let serverKey = server.keys.publicKey
        try await good.connect(
            to: endpoint,
            keys: World.admit("a/good"),
            serverKey: serverKey,
            context: context
        )
        try await bad.connect(
            to: endpoint,
            keys: World.admit("b/bad"),
            serverKey: serverKey,
            context: context
        )
        // The limit is on what is encrypted: 33 bytes more than the content.
        await bad.send([MessageFrames([[UInt8](repeating: 0, count: 967)])])
        #expect(await bad.take(1).first?.bytes.count == 967)
        await good.send([MessageFrames([[1]])])
        _ = await good.take(1)
        let first = await server.take(2)

        await bad.send([MessageFrames([[UInt8](repeating: 0, count: 968)])])
        await bad.wait(for: .broken)
        await good.send([MessageFrames([[2]])])
        #expect(await good.take(1).first?.bytes == [2])
        // It comes back on a connection of its own, with another address.
        await bad.send([MessageFrames([[3]])])
        #expect(await bad.take(1).first?.bytes == [3])
        let second = await server.take(2)
        #expect(second.map(\.frames.bytes) == [[2], [3]])
        #expect(second[0].sender == first[1].sender)
        #expect(second[1].sender != first[0].sender)
        await server.thread.stop()
        await good.thread.stop()
        await bad.thread.stop()
    }

    @Test func `a message to a connection that has gone is refused whole`() async throws {
        let server = try Server(echoes: true)
        let endpoint = try await server.start(authenticator: World.authenticator())
        let context = try World.context.get()
        let leaving = try Client()
        let staying = try Client()
        let serverKey = server.keys.publicKey
        try await leaving.connect(
            to: endpoint,
            keys: World.admit("a/1"),
            serverKey: serverKey,
            context: context
        )
        try await staying.connect(
            to: endpoint,
            keys: World.admit("b/2"),
            serverKey: serverKey,
            context: context
        )
        await leaving.send([MessageFrames([[1]])])
        let gone = try #require(await server.take(1).first)
        await staying.send([MessageFrames([[2]])])
        let here = try #require(await server.take(1).first)
        #expect(await staying.take(1).count == 1)

        await server.disconnect(senderOf: gone)
        await leaving.wait(for: .broken)
        await leaving.close()
        // Only when the I/O thread has told the socket is the address free; until then messages are merely
        // lost.
        var outcome = SendOutcome.sent
        while outcome == .sent {
            outcome = await server.send(MessageFrames([here.sender.bytes, [9]]), to: gone.sender)
        }
        #expect(outcome == .gone)
        // Had the frame after the refused address been sent, it would have been taken for this client's
        // address.
        #expect(await server.send(MessageFrames([[4], [5]]), to: here.sender) == .sent)
        #expect(await staying.take(1).first?.map(Array.init) == [[4], [5]])
        await server.thread.stop()
        await leaving.thread.stop()
        await staying.thread.stop()
    }

    @Test func `a client that connects first is served as soon as there is a server`() async throws {
        let server = try Server(echoes: true)
        let context = try World.context.get()
        let authenticator = try World.authenticator()
        let endpoint = try await server.start(authenticator: authenticator)
        let client = try Client()
        let keys = try World.admit("late/desk")
        try await client.connect(to: endpoint, keys: keys, serverKey: server.keys.publicKey, context: context)
        await client.wait(for: .standing)
        await client.send([MessageFrames([[1]])])
        #expect(await client.take(1).first?.bytes == [1])
        await server.close()
        await client.wait(for: .broken)
        await server.thread.stop()
        await client.thread.stop()
    }
}
