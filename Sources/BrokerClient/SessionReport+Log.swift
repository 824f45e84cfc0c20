import Logging
import Vocabulary
import Wire

extension SessionReport {
    /// One line for an operator: identifiers and codes, never content.
    func write(to logger: Logger) {
        switch self {
        case .connected(let broker, let user, let boot):
            logger.info("connected", metadata: ["broker": "\(broker)", "user": "\(user)", "boot": "\(boot)"])
        case .lost(let loss, let pause):
            logger.info("connection given up", metadata: ["why": "\(loss.phrase)", "pause_ms": "\(pause)"])
        case .helloRefused(let refusal):
            logger.error("the broker refuses this client", metadata: refusal.metadata)
        case .publicationRefused(let id, let refusal):
            logger.error(
                "a publication was refused and is kept",
                metadata: refusal.metadata.merging(["id": "\(id)"]) { $1 }
            )
        case .subscriptionRefused(let name, let refusal):
            logger.error(
                "a subscription was refused",
                metadata: refusal.metadata.merging(["sub": "\(name)"]) { $1 }
            )
        case .replaced: logger.warning("another connection took a subscription; asking again in a while")
        case .refused(let refusal): logger.warning("the broker refuses", metadata: refusal.metadata)
        case .falseReceipt(let id):
            logger.error("a receipt is not about what was sent", metadata: ["id": "\(id)"])
        case .skipped(let name, let numbers):
            logger.error(
                "numbers were acknowledged by another box",
                metadata: ["sub": "\(name)", "numbers": "\(numbers.lowerBound)-\(numbers.upperBound)"]
            )
        case .countsAnew(let name, let number):
            logger.critical(
                "the broker gives known numbers to other entries: was it restored?",
                metadata: ["sub": "\(name)", "n": "\(number)"]
            )
        }
    }
}

extension Loss {
    var phrase: String {
        switch self {
        case .noWelcome: "no WELCOME"
        case .unanswered(let verb): "no answer to \(verb)"
        case .unreadable(let refusal): refusal.text
        case .asked(let code): "\(code.rawValue) \(code.name)"
        case .hole(let name, let expected, let got): "\(name): expected \(expected), got \(got)"
        case .tail(let name, let expected, let sent): "\(name): expected \(expected), but \(sent) was sent"
        case .falseReceipt: "false receipt"
        case .goodbye: "the broker said good-bye"
        }
    }
}

extension WireRefusal {
    fileprivate var metadata: Logger.Metadata {
        [
            "code": "\(code.rawValue) \(code.name)", "verb": "\(verb)", "text": "\(text)",
            "field": "\(field ?? "")",
        ]
    }
}
