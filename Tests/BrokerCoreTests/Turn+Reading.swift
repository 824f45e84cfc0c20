import Concerns
import Escalation
import Routing
import Testing
import Vocabulary
import Wire

@testable import BrokerCore

extension Turn {
    /// The refusals among the answers.
    var refusals: [WireRefusal] {
        actions.compactMap { action in
            guard case .send(let message, _) = action, case .error(let refusal) = message.verb else {
                return nil
            }
            return refusal
        }
    }

    var receipts: [(sequence: Int64, again: Bool)] {
        actions.compactMap { action in
            guard case .receipt(let sequence, _, let again, _, _) = action else { return nil }
            return (sequence.number, again)
        }
    }

    var deliveries: [Action.Delivery] {
        actions.compactMap { if case .deliver(let delivery) = $0 { delivery } else { nil } }
    }

    var answers: [BrokerMessage.Verb] {
        actions.compactMap { if case .send(let message, _) = $0 { message.verb } else { nil } }
    }

    /// Who the first routed entry went to: role, who and rule of each.
    var told: [String] { entries.first.map { $0.told } ?? [] }
}

extension Turn.Entry {
    var routed: RoutedFact? {
        do { return try RoutedFact.find(in: facts) } catch {
            Issue.record("facts do not read: \(error)")
            return nil
        }
    }

    var concern: Concern? {
        do { return try Concern(parsing: body) } catch {
            Issue.record("no event: \(error)")
            return nil
        }
    }

    var told: [String] {
        (routed?.decision.routings ?? []).flatMap { routing in
            routing.recipients.map {
                "\(routing.caseID?.text ?? "front-door") \($0.role) \($0.staff?.text ?? "-") \($0.rule.rawValue)"
            }
        }
    }
}
