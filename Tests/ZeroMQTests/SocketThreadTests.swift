import Synchronization
import Testing

@testable import ZeroMQ

@Suite(.timeLimit(.minutes(40))) struct SocketThreadTests {
    /// Counts on its own thread, and can be told to wait in its turn's place.
    private actor Counter {
        nonisolated let thread: SocketThread
        nonisolated var unownedExecutor: UnownedSerialExecutor {
            // SAFETY: the actor holds its thread.
            unsafe thread.asUnownedSerialExecutor()
        }
        private(set) var count = 0
        private var waiting: [(Int, CheckedContinuation<Void, Never>)] = []

        init(on thread: SocketThread) { self.thread = thread }

        func add() -> Bool {
            count += 1
            answer()
            return thread.isCurrent
        }

        func wait(for goal: Int) async {
            await withCheckedContinuation {
                waiting.append((goal, $0))
                answer()
            }
        }

        func addAndPause() async {
            count += 1
            await Task.yield()
            count += 1
        }

        private func answer() {
            for (goal, continuation) in waiting where count >= goal { continuation.resume() }
            waiting.removeAll { $0.0 <= count }
        }
    }

    @Test func `every call lands on the one thread`() async throws {
        let counter = Counter(on: try SocketThread(named: "calls"))
        let all = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<2_000 { group.addTask { await counter.add() } }
            return await group.reduce(true) { $0 && $1 }
        }
        #expect(all)
        #expect(await counter.count == 2_000)
        #expect(!counter.thread.isCurrent)
        await counter.thread.stop()
    }

    @Test func `two actors can share a thread`() async throws {
        let thread = try SocketThread(named: "shared")
        let (one, two) = (Counter(on: thread), Counter(on: thread))
        for _ in 0..<100 {
            #expect(await one.add())
            #expect(await two.add())
        }
        await thread.stop()
    }

    @Test func `a turn is called when the thread is woken, and when its time has come`() async throws {
        let thread = try SocketThread(named: "turns")
        let counter = Counter(on: thread)
        // Three turns by their own clock, then none until somebody wakes the thread.
        thread.attach { counter.assumeIsolated { $0.add() && $0.count < 3 ? .milliseconds(1) : nil } }
        await counter.wait(for: 3)
        for goal in 4..<20 {
            thread.wake()
            await counter.wait(for: goal)
        }
        await thread.stop()
    }

    @Test func `what was queued before the stop runs, and what comes after it too`() async throws {
        let thread = try SocketThread(named: "stop")
        let counter = Counter(on: thread)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1_000 { group.addTask { await counter.addAndPause() } }
            group.addTask { await thread.stop() }
        }
        #expect(await counter.count == 2_000)
        await thread.stop()
        // Nobody who calls late waits for ever.
        #expect(await counter.add())
        #expect(await counter.count == 2_001)
    }

    @Test func `a stop closes the sockets and ends the turns`() async throws {
        let server = try Server()
        let endpoint = try await server.start(authenticator: World.authenticator())
        let client = try Client()
        let context = try World.context.get()
        let keys = try World.admit("stop/client")
        try await client.connect(to: endpoint, keys: keys, serverKey: server.keys.publicKey, context: context)
        await client.send([MessageFrames([[1]])])
        let arrival = try #require(await server.take(1).first)
        await server.thread.stop()
        let turns = await server.turnsOnThread
        server.thread.wake()
        await client.wait(for: .broken)
        #expect(await server.send(MessageFrames([[2]]), to: arrival.sender) == .closed)
        #expect(await server.turnsOnThread == turns)
        await client.thread.stop()
    }

    @Test func `the thread ends when nobody holds it any more`() async throws {
        weak var released: SocketThread?
        let loop: SocketLoop
        do {
            let counter = Counter(on: try SocketThread(named: "released"))
            #expect(await counter.add())
            released = counter.thread
            loop = counter.thread.loop
        }
        // The last job's own thread may be the last to let go of it.
        while released != nil { await Task.yield() }
        while !loop.hasEnded { await Task.yield() }
    }

    @Test func `sockets cannot be made off their thread`() async {
        await #expect(processExitsWith: .failure) {
            let thread = try SocketThread(named: "other")
            let context = try ZeroMQContext()
            _ = try DealerSocket(
                on: thread,
                in: context,
                keys: .generate(),
                serverKey: KeyPair.generate().publicKey
            )
        }
    }

    @Test func `a process that closes everything ends its context`() async {
        await #expect(processExitsWith: .success) {
            let context = try ZeroMQContext()
            let keys = KeyPair.generate()
            let policy = try AccessPolicy(users: [keys.publicKey: "a/b"])
            let authenticator = try Authenticator(context: context, policy: policy)
            let server = try Server(echoes: true)
            let endpoint = try await server.start(authenticator: authenticator)
            let client = try Client()
            try await client.connect(
                to: endpoint,
                keys: keys,
                serverKey: server.keys.publicKey,
                context: context
            )
            await client.send([MessageFrames([[1]])])
            _ = await client.take(1)
            await client.thread.stop()
            await server.thread.stop()
            authenticator.stop()
            context.terminate()
        }
    }

    @Test func `a context can be ended under open sockets`() async {
        await #expect(processExitsWith: .success) {
            let context = try ZeroMQContext()
            let authenticator = try Authenticator(context: context, policy: AccessPolicy(users: [:]))
            let server = try Server()
            let endpoint = try await server.start(authenticator: authenticator)
            let client = try Client()
            try await client.connect(
                to: endpoint,
                keys: .generate(),
                serverKey: server.keys.publicKey,
                context: context
            )
            await client.wait(for: .refused(code: 400))
            context.terminate()
            await server.thread.stop()
            await client.thread.stop()
        }
    }

    @Test func `options that libzmq would misuse are refused`() async throws {
        let server = try Server()
        var options = RouterOptions()
        options.heartbeatLifeMilliseconds = 66_000
        let expected = ZeroMQError.outOfRange(
            option: "heartbeatLifeMilliseconds",
            value: 66_000,
            allowed: 100...65_535
        )
        await #expect(throws: expected) {
            try await server.start(authenticator: World.authenticator(), options: options)
        }
        await server.thread.stop()
    }
}
