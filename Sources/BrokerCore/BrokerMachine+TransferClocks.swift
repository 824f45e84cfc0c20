import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// A handover's messages are said to the clocks of its cases as well (`domain.md` 3.5), on both sides.
extension BrokerMachine {
    /// Says a message between authorities to the clocks of the cases that it is about.
    mutating func tellClocks(ofTransfer concern: Concern, _ cases: [CaseID], in draft: inout Draft) {
        let step = Self.handoverSteps[draft.topic.event] ?? draft.topic.event
        for id in cases {
            let file = state.casebook.file(id)
            var facets = concern.data["temporary"]?.bool == true ? ["temporary"] : []
            if let basis = file?.legalBasis?.rawValue { facets += ["legal-basis:\(basis)", "plan:\(basis)"] }
            if let kind = concern.data["kind"]?.string { facets.append("kind:\(kind)") }
            if let until = concern.data["until"]?.string { facets.append("until:\(until)") }
            if Self.isMatchedWhole(concern.data["services"]) { facets.append("handovers:complete") }
            let word = ClockWord(
                entry: draft.sequence,
                at: draft.accepted,
                topic: "transfer.\(step)",
                facets: facets,
                expects: concern.data["expects"]?.elements.compactMap(\.string) ?? [],
                isKnownToSocialCare: isKnown(id)
            )
            draft.store(state.record { $0.said(word, of: id) })
        }
    }

    /// What clocks call a step that brokers say by another word.
    public static let handoverSteps = [
        "offered": "pack-sent", "declined": "refused", "released": "completed",
    ]

    /// Whether every service has somebody who goes on with it (T65).
    private static func isMatchedWhole(_ services: JSONNode?) -> Bool {
        guard let services else { return false }
        return services.elements.allSatisfy { $0["receiving"] != nil }
    }
}
