internal import CZeroMQ

/// What the authenticator's thread runs: questions in, answers out after a round, connections counted.
final class AuthenticatorLoop {
    /// Where libzmq asks; the name is RFC 27's.
    private static let endpoint = "inproc://zeromq.zap.01"

    /// The events of a router that are watched.
    static let events =
        ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
        | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL

    private struct Question {
        let sender: RoutingID
        let request: ZAPRequest
    }

    /// A router's events, and which of its connections are open by them.
    private struct Watch {
        let socket: RawSocket
        var open: Set<UInt32> = []
    }

    private let desk: AuthenticatorDesk
    private let round: IORound<Question>?
    private let sockets: PollSet
    private let questions: RawSocket
    private var watches: [Watch] = []
    private var kernel = SystemRandomNumberGenerator()

    init(context: ZeroMQContext, desk: AuthenticatorDesk, answersAtOnce: Bool) throws(ZeroMQError) {
        self.desk = desk
        round = answersAtOnce ? nil : try IORound(in: context)
        questions = try RawSocket(.router, in: context)
        try questions.set(ZMQ_LINGER, 0)
        _ = try questions.bind(Self.endpoint)
        sockets = PollSet(doorbell: desk.doorbell)
        sockets.add(questions)
        round?.add(to: sockets)
    }

    /// Returns when the authenticator was stopped and no router is watched any more, or the context ends.
    func run() {
        while sockets.wait(milliseconds: nil) {
            desk.doorbell.silence()
            for socket in desk.takeWatches() {
                sockets.add(socket)
                watches.append(Watch(socket: socket))
            }
            collectQuestions()
            readWatches()
            for question in round?.takeReleased() ?? [] { answer(question) }
            if desk.isStopping {
                sockets.close(questions)
                if watches.isEmpty { break }
            }
        }
        sockets.closeAll()
    }

    private func collectQuestions() {
        while questions.receiveFrame() == .done {
            let sender = RoutingID(bytes: questions.frameBytes)
            guard questions.hasMore, questions.receiveFrame() == .done,
                let request = ZAPRequest(questions.receiveRest(reservingBytes: 256))
            else {
                desk.count { $0.malformed += 1 }
                continue
            }
            let question = Question(sender: sender, request: request)
            if let round { round.hold(question) } else { answer(question) }
        }
    }

    private func answer(_ question: Question) {
        let verdict = verdict(on: question.request)
        desk.count { counts in
            switch verdict {
            case .accept: counts.accepted += 1
            case .later: counts.deferred += 1
            case .refuse: counts.refused += 1
            case .malformed: counts.malformed += 1
            }
        }
        // If the connection has gone in the meantime there is nobody to tell.
        _ = questions.send(question.request.answer(verdict), after: question.sender)
    }

    /// By the policy in force now, not the one when the question came.
    private func verdict(on request: ZAPRequest) -> ZAPRequest.Verdict {
        guard let key = request.key else { return .malformed }
        // Without a policy nobody is known yet, and a client told 400 would never ask again.
        guard let policy = desk.policy else { return .later }
        guard let user = policy.users[key] else { return .refuse }
        if let limit = policy.connectionLimit, openConnections > limit { return .later }
        return .accept(user: user, identity: randomIdentity())
    }

    /// 32 hexadecimal characters from the kernel's randomness.
    private func randomIdentity() -> String {
        let digits = [UInt8]("0123456789abcdef".utf8)
        let half = UInt64.random(in: .min ... .max, using: &kernel)
        let other = UInt64.random(in: .min ... .max, using: &kernel)
        let characters = [half, other].flatMap { word in
            (0..<16).map { digits[Int(truncatingIfNeeded: word >> ($0 * 4)) & 15] }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    private var openConnections: Int { watches.reduce(0) { $0 + $1.open.count } }

    private func readWatches() {
        for position in watches.indices.reversed() {
            while watches[position].socket.receiveFrame() == .done {
                let report = MonitorReport(watches[position].socket.receiveRest(reservingBytes: 64))
                switch report.event {
                case ZMQ_EVENT_ACCEPTED: watches[position].open.insert(report.value)
                case ZMQ_EVENT_DISCONNECTED: watches[position].open.remove(report.value)
                case ZMQ_EVENT_MONITOR_STOPPED:
                    sockets.close(watches[position].socket)
                default: desk.count { $0.unfinishedHandshakes += 1 }
                }
            }
        }
        watches.removeAll { $0.socket.isClosed }
        let open = openConnections
        desk.count { $0.openConnections = open }
    }
}
