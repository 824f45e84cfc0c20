import Routing
import Vocabulary

/// A decision while those are added who had what its concern takes back or corrects.
struct Following {
    /// Why they are told.
    let rule: RoutingRule
    private let entry: LedgerSequence
    private let own: RoutingDecision
    private var routings: [CaseRouting]

    init(_ decision: RoutingDecision, of entry: LedgerSequence, rule: RoutingRule) {
        self.rule = rule
        self.entry = entry
        own = decision
        routings = decision.routings
    }

    /// The decision with everybody in it.
    var decision: RoutingDecision {
        RoutingDecision(
            people: own.people,
            unmatched: own.unmatched,
            disputes: own.disputes,
            routings: routings
        )
    }

    /// Whether somebody of an agency is told.
    func tells(_ agency: AgencyID) -> Bool { decision.detail(for: agency) != nil }

    /// Tells somebody who had the first, unless they are told already, for the case for which they had it.
    ///
    /// They see as much as they saw of it, if this concern is about that case too; else only that what they had is no
    /// longer so: what it says is about somebody else then.
    mutating func tell(
        _ recipient: Recipient,
        for caseID: CaseID? = nil,
        hidingAddresses: Bool = false,
        inFull: Bool = false
    ) {
        let isOwn = own.routings.contains { $0.caseID == caseID && caseID != nil }
        if let staff = recipient.staff {
            let isTold = routings.contains { $0.recipients.contains { $0.staff == staff } }
            let isKeptOut = own.routings.contains { routing in
                routing.withheld.contains { withheld in
                    withheld.staff == staff
                        && (withheld.rule == .publisher || inFull && withheld.rule != .notInPolicy)
                }
            }
            guard !isTold, !isKeptOut else { return }
        } else if let agency = recipient.agency {
            guard !tells(agency) else { return }
        } else {
            return
        }
        let told = Recipient(
            recipient.role,
            recipient.staff,
            of: recipient.agency,
            sees: inFull && isOwn ? recipient.detail : .alert,
            by: rule,
            seesAddresses: recipient.seesAddresses && !hidingAddresses
        )
        if let place = routings.firstIndex(where: { $0.caseID == caseID }) {
            routings[place] = routings[place].telling(told)
        } else {
            routings.append(
                CaseRouting(
                    caseID: caseID,
                    reasons: [.follows(entry)],
                    accountable: .owner(told.role, told.staff),
                    recipients: [told],
                    withheld: [],
                    isUnallocated: false,
                    isHeightened: false
                )
            )
        }
    }
}

extension CaseRouting {
    /// The same with one more, who need not answer.
    fileprivate func telling(_ recipient: Recipient) -> CaseRouting {
        CaseRouting(
            caseID: caseID,
            reasons: reasons,
            accountable: accountable,
            recipients: recipients + [recipient],
            withheld: withheld,
            isUnallocated: isUnallocated,
            isHeightened: isHeightened
        )
    }
}
