import BrokerCore
import Logging
import Vocabulary

extension BrokerNode {
    /// Real milliseconds between two checks that everything receipted is accounted for (R6).
    private static let checkMilliseconds: Int64 = 60_000

    /// How it stands now.
    var status: StatusReport { following(machine.status(at: clock.tick.now)) }

    /// The report with how far the chronology is.
    func following(_ report: StatusReport) -> StatusReport {
        let progress = view.progress
        var report = report
        report.secondPlace = secondPlace.state
        report.view = StatusReport.View(
            backlog: progress.backlog,
            processorMilliseconds: Int64(progress.processorSeconds * 1_000)
        )
        return report
    }

    /// Says so loudly if the books do not agree, and goes on: a broker that stops would lose more.
    func checkConservation() {
        let tick = clock.tick
        guard tick.monotonic >= nextCheck else { return }
        nextCheck = tick.monotonic + Self.checkMilliseconds
        let status = machine.status(at: tick.now)
        metrics.checked(imbalances: status.imbalances.count)
        guard status.light == .off else { return }
        let faults = status.imbalances.map(\.description).joined(separator: "; ")
        logger.critical("not everything receipted is accounted for", metadata: ["faults": "\(faults)"])
    }

    /// Serves the health socket; questions come in as mail, so that a broker that stands still does not look well.
    func startHealthSocket() throws {
        guard let path = configuration.healthPath else { return }
        let socket = try HealthSocket(path: path)
        let mail = mail
        socket.start { mail.post(.health($0)) }
        healthSocket = socket
    }
}
