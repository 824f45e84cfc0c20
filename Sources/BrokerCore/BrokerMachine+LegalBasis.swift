import JSON
import Routing
import Topics
import Vocabulary

/// On what basis social care works with a family changes by events, each with its reason in the ledger (L04, N40).
extension BrokerMachine {
    /// Changes the basis of the cases of a concern, except where the change waits for a named person.
    mutating func changeBasis(by testimony: Testimony, _ cases: [CaseID], in draft: inout Draft) {
        guard let change = testimony.basis else { return }
        for id in cases where !state.holds.holds(on: id).contains(where: { $0.entry == draft.sequence }) {
            self.change(id, to: change, in: &draft)
        }
    }

    mutating func change(_ id: CaseID, to change: BasisChange, in draft: inout Draft) {
        guard let file = state.casebook.file(id), file.isOpen, file.legalBasis != change.basis else { return }
        let now = draft.accepted
        draft.store(
            state.record {
                $0.opened(
                    id,
                    children: file.children,
                    legalBasis: change.basis,
                    team: file.team,
                    isKnown: file.isKnownToSocialCare,
                    at: now
                )
            }
        )
    }
}

extension Testimony {
    /// What it makes of the legal basis; `nil` if it leaves it.
    var basis: BasisChange? {
        switch topic.text {
        case "plan.started": return data["legal-basis"]?.string.flatMap { BasisChange($0) }
        case "plan.stepped-up", "plan.stepped-down": return data["to"]?.string.flatMap { BasisChange($0) }
        case "plan.closed": return BasisChange(to: nil)
        case "meeting.held":
            let decides = ["ICPC", "TIC", "RCPC"].contains(text("type") ?? "")
            return decides ? data["legal-basis"]?.string.flatMap { BasisChange($0) } : nil
        case "lac.status": return data["basis"]?.string == "ended" ? BasisChange(to: nil) : BasisChange("LAC")
        default: return nil
        }
    }
}
