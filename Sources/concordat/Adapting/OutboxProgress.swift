import BrokerClient

/// Waits until everything stored is answered, and shows on a terminal how far that is.
struct OutboxProgress {
    private let connection: BrokerConnection
    /// How long nothing at all may be answered before the wait is given up.
    private let patience: Duration

    init(_ connection: BrokerConnection, patience: Duration = .seconds(60)) {
        self.connection = connection
        self.patience = patience
    }

    /// However long it takes, as long as something comes of it.
    ///
    /// - Throws: ``ClientError/Code/unanswered`` if nothing does; what is stored is still sent by the next run.
    func finish() async throws {
        let all = try await connection.box.waitingCount()
        let line = ProgressLine("publishing")
        defer { line.end() }
        var left = all
        var last = ContinuousClock.now
        while left > 0 {
            do {
                try await connection.emptyOutbox(within: .milliseconds(500))
                return
            } catch let error as ClientError where error.code == .unanswered {
                let now = try await connection.box.waitingCount()
                if now < left { last = .now }
                left = now
                line.show(all - left, of: all)
                guard last.duration(to: .now) < patience else { throw error }
            }
        }
    }
}
