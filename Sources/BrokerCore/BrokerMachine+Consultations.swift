import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary
import Wire

/// No Names Consultation (N64): anybody asks without saying about whom, and is answered without having said who they are.
extension BrokerMachine {
    /// Refuses on such a topic whatever tells whom it is about; the refusal names the member and not what it holds.
    func checkNameless(_ concern: Concern, _ definition: TopicDefinition) throws(WireRefusal) {
        let fault = definition.identifyingFault(in: concern.document.root) { word in
            CaseID(word).map { state.casebook.file($0) != nil } ?? false
        }
        if let fault { throw WireRefusal(fault) }
    }

    /// Remembers who asked, so that the answer finds them.
    mutating func noteQuestion(in draft: inout Draft) {
        guard draft.topic.text == "consultation.asked" else { return }
        let today = LondonTime.date(of: draft.accepted)
        let due = policy.clocks[Self.answerClock]?.limit.due(
            from: today,
            at: draft.accepted,
            on: policy.calendar
        )
        let question = ConsultationBook.Question(
            entry: draft.sequence,
            id: draft.id,
            asker: draft.publisher,
            due: due
        )
        draft.store(state.record { $0.asked(question) })
    }

    /// The clock whose limit is how long an answer may take; it is no case's, so the question itself keeps the time.
    private static let answerClock = "N64"

    /// Tells whoever asked, and nobody else, that nobody answered in time: so they know, and can ask again or refer.
    mutating func missAnswers(to now: Instant, atMost limit: Int, into turn: inout Turn) -> Int {
        var count = 0
        while count < limit, let (question, facts) = state.missAnswer(to: now) {
            count += 1
            var draft = draft(
                "consultation.unanswered",
                cause: "\(question.entry.number)",
                at: now,
                data: ["question": .string(question.id.text)]
            )
            draft.store(facts)
            let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s3
            let routed = routeToAsker(of: question, by: .unanswered, severity, in: &draft)
            if let definition = policy.catalogue[draft.topic] { queue(&draft, definition, routed) }
            append(draft, to: &turn)
        }
        return count
    }

    /// An answer goes to the system that asked, and to nobody else.
    mutating func conclude(
        fromAnswer concern: Concern,
        _ definition: TopicDefinition,
        in draft: inout Draft
    ) throws(WireRefusal) -> RoutedFact {
        let id = concern.data["question"]?.string.flatMap { MessageID($0) }
        guard let question = id.flatMap({ state.consultations.question($0) }) else {
            throw WireRefusal(
                .noSuch,
                "question: must be the id of a consultation.asked",
                field: "/data/question"
            )
        }
        let answer = draft.id
        draft.store(state.record { $0.answered(question.id, by: answer) })
        return routeToAsker(of: question, by: .asked, definition.severity(of: concern.data), in: &draft)
    }

    /// What goes to the system that asked reaches nobody else.
    private mutating func routeToAsker(
        of question: ConsultationBook.Question,
        by rule: RoutingRule,
        _ severity: Severity,
        in draft: inout Draft
    ) -> RoutedFact {
        let routing = toldOfOwn(question.asker, by: rule)
        let routed = RoutedFact(
            severity: severity,
            decision: RoutingDecision(
                people: [],
                unmatched: [],
                disputes: [],
                routings: routing.map { [$0] } ?? []
            ),
            due: routing == nil ? [] : [nil],
            onlyTo: question.asker
        )
        conclude(.routed(routed), in: &draft)
        return routed
    }

    /// The question that a referral names, in a member or as its cause, if the same system asked it.
    ///
    /// A referral that names another's, or none that there is, is taken like any other: a child does not wait for a
    /// reference, and whether somebody else asked is not told.
    func question(ledToBy concern: Concern, by publisher: UserID) -> ConsultationBook.Question? {
        guard concern.topic.text == "referral.submitted" else { return nil }
        let named = concern.data["consultation"]?.string.flatMap { MessageID($0) }
        return [named, concern.causationID].lazy.compactMap(\.self)
            .compactMap { state.consultations.question($0) }
            .first { $0.asker == publisher }
    }

    /// Links a referral to the question that led to it, on each case that it reached.
    mutating func noteReferral(
        of question: ConsultationBook.Question?,
        on cases: [CaseID],
        in draft: inout Draft
    ) {
        guard let question else { return }
        let referral = ConsultationBook.Referral(
            entry: draft.sequence,
            cases: cases,
            question: question.entry
        )
        draft.store(state.record { $0.referred(referral) })
    }

    /// The consultations that led to referrals about a case.
    func consultationRows(of id: CaseID) -> JSONValue {
        .array(
            state.consultations.referrals(on: id).map { referral in
                .object([
                    JSONMember("asked", .integer(referral.question.number)),
                    JSONMember("referral", .integer(referral.entry.number)),
                ])
            }
        )
    }
}
