import Adapters
import BrokerClient
import ServiceLifecycle

/// Shows on a terminal, for as long as an adapter runs, how far what it stored is published.
///
/// A history that was dropped is read in seconds and published in minutes; whoever dropped it wants to see that it moves.
struct OutboxWatch: Service {
    private let box: ClientBox

    init(_ box: ClientBox) { self.box = box }

    func run() async throws {
        let shown = ShownOutbox()
        try await Rounds.untilStopped(every: .milliseconds(500)) {
            await shown.show(waiting: try await box.waitingCount())
        }
        await shown.show(waiting: 0)
    }
}

/// The line on the terminal, and of how many it tells.
private actor ShownOutbox {
    /// What few events take is over before anybody has read of it.
    private static let worthALine = 200

    private var line: ProgressLine?
    private var all = 0

    func show(waiting: Int) {
        guard waiting > 0 else {
            line?.end()
            line = nil
            all = 0
            return
        }
        all = max(all, waiting)
        guard all >= Self.worthALine else { return }
        if line == nil { line = ProgressLine("publishing") }
        line?.show(all - waiting, of: all)
    }
}
