import ArgumentParser
import Broker
import BrokerClient
import BrokerCore
import Ledger
import Settings
import ZeroMQ

/// What a command failed with, as it is told: lines for a person and a status for a script.
struct CommandFailure: Error, Equatable {
    let status: ExitCode
    let lines: [String]

    /// What was asked for was refused, or what was checked does not hold.
    static func refused(_ lines: String...) -> CommandFailure { CommandFailure(status: 1, lines: lines) }

    /// The arguments make no sense together.
    static func usage(_ lines: String...) -> CommandFailure { CommandFailure(status: 64, lines: lines) }

    /// Nobody answers.
    static func unreachable(_ lines: String...) -> CommandFailure { CommandFailure(status: 69, lines: lines) }

    /// Files of the configuration are wrong; nothing was started.
    static func misconfigured(_ lines: [String]) -> CommandFailure {
        CommandFailure(status: 78, lines: lines)
    }

    init(status: Int32, lines: [String]) {
        self.status = ExitCode(status)
        self.lines = lines
    }
}

extension CommandFailure {
    /// How an error of the libraries is told, or `nil` if it is the argument parser's own.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let faults as SettingsFaults: self = .misconfigured(faults.faults.map(\.description))
        case let error as CertificateError: self = .misconfigured([error.description])
        case let mismatch as ClockMismatch:
            self = .misconfigured([
                mismatch.ledgerHasStoryClock
                    ? "the ledger was begun with a story clock: serve it with --story-clock"
                    : "the ledger was begun with the wall clock: serve it without --story-clock"
            ])
        case let error as ClientError where error.code == .unanswered:
            self = .unreachable(
                "no answer in time about \(error.subject); what was stored is sent again next time"
            )
        case let error as ClientError where error.refusal != nil: self = .refused(error.description)
        case let error as ClientError: self = .refused("client: \(error)")
        case let error as LedgerError: self = .refused(error.description)
        case let error as StoryClockRefusal: self = .refused(error.description)
        case let error as ZeroMQError: self = .refused(error.description)
        default: return nil
        }
    }
}
