import Concerns
import Escalation
import JSON
import Meetings
import Patterns
import Routing
import Topics
import Vocabulary
import Wire

/// A hold stops a change of state until a named person takes it on themselves; it never stops a message.
extension BrokerMachine {
    /// Puts on hold what the concern asks for, if something speaks against it.
    mutating func holdBack(
        _ testimony: Testimony,
        _ signals: [Signal],
        of id: CaseID,
        in draft: inout Draft
    ) {
        let reasons = reasons(against: testimony, signals, of: id, in: draft)
        guard !reasons.isEmpty else { return }
        let hold = HoldBook.Hold(
            entry: draft.sequence,
            event: draft.id,
            caseID: id,
            change: testimony.topic.text,
            reasons: reasons,
            since: draft.accepted,
            basis: testimony.basis
        )
        draft.store(state.record { $0.held(hold) })
    }

    /// What speaks against it, in short words that are no content.
    private func reasons(
        against testimony: Testimony,
        _ signals: [Signal],
        of id: CaseID,
        in draft: Draft
    ) -> [String] {
        switch testimony.topic.text {
        case "casefile.closed" where !Self.needsNoConsent.contains(testimony.text("reason") ?? ""):
            return closing(testimony, of: id, in: draft)
        case "plan.closure-proposed", "plan.stepped-down", "plan.closed":
            return closing(testimony, of: id, in: draft)
        case "assessment.completed":
            guard signals.contains(.assessmentOutcomeHome) else { return [] }
            return state.patterns.homeConcerns(in: context(of: id, testimony, in: draft)).map(\.reason)
        case "referral.decided":
            return testimony.flag("discussed") == false ? ["not-discussed-with-referrer"] : []
        case "police.intelligence": return testimony.isUndecided ? ["share-or-withhold-undecided"] : []
        case "health.discharge": return state.meetings.hasDischargeMeeting(id) ? [] : ["no-discharge-meeting"]
        case "substance.programme-stopped":
            let ends = signals.contains {
                if case .flag(.planRequiredServiceEnded, _, _) = $0 { true } else { false }
            }
            return ends ? ["plan-required-service-ended"] : []
        case "challenge.resolved":
            return testimony.isStatementWhole ? [] : ["resolution-statement-incomplete"]
        case "death.adult": return ["routine-contacts-cancelled"]
        case "death.child", "incident.serious": return isFirstLegalHold(on: id) ? ["legal-hold"] : []
        default: return []
        }
    }

    /// Why a case ends without anybody having judged that the child is safe enough.
    private static let needsNoConsent: Set<String> = [
        "transferred", "opened-in-error", "moved-abroad", "adult", "died",
    ]

    private func closing(_ testimony: Testimony, of id: CaseID, in draft: Draft) -> [String] {
        state.patterns.closureConcerns(
            of: id,
            polled: testimony.roles("polled"),
            on: LondonTime.date(of: draft.accepted),
            in: context(of: id, testimony, in: draft)
        ).map(\.reason)
    }

    /// Nothing of a case can be purged after a death or serious harm; saying so once is enough.
    private func isFirstLegalHold(on id: CaseID) -> Bool {
        !state.holds.holds(on: id).contains { $0.reasons == ["legal-hold"] }
    }

    /// A case is closed at once if nothing speaks against it; else it stays open and waits for a named person.
    mutating func closeUnlessHeld(_ testimony: Testimony, in draft: inout Draft) {
        guard let id = testimony.data["case"]?.string.flatMap({ CaseID($0) }),
            state.casebook.file(id)?.isOpen == true
        else { return }
        let isHeld = state.holds.holds(on: id).contains { $0.entry == draft.sequence }
        if !isHeld { close(id, in: &draft) }
    }

    private mutating func close(_ id: CaseID, in draft: inout Draft) {
        let now = draft.accepted
        draft.store(state.recordOnOpenCase { cases throws(CasebookError) in try cases.closed(id, at: now) })
        endClocks(of: id, because: .caseClosed, in: &draft)
        draft.store(state.record { (book: inout ExpectationBook) in book.closed(id) })
        draft.store(state.record { (book: inout MeetingBook) in book.closed(id, at: now) })
    }

    mutating func endClocks(of id: CaseID, because ending: ClockBook.Ending, in draft: inout Draft) {
        let (entry, now) = (draft.sequence, draft.accepted)
        draft.store(state.record { $0.closed(id, because: ending, by: entry, at: now) })
    }

    /// A named person lets a held change come about, with their reason.
    mutating func conclude(
        fromOverride concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) {
        let data = concern.data
        guard let event = data["held"]?.string,
            let id = data["case"]?.string.flatMap({ CaseID($0) }),
            let hold = state.holds.holds(on: id).first(where: { $0.event.text == event })
        else {
            throw WireRefusal(
                .noSuch,
                "held: must be the event of a change that waits on this case",
                field: "/data/held"
            )
        }
        let person = try decider(of: concern, publisher, at: draft.accepted)
        let roles = Set(state.register.staff(person)?.roles ?? [])
        let overriders = policy.patterns.overriders(of: hold.change)
        guard !roles.isDisjoint(with: overriders) else {
            let who = overriders.map(\.code).joined(separator: " or ")
            throw WireRefusal(
                .forbidden,
                "decided-by: must be somebody with the role \(who), who may override this hold (\(hold.rule))",
                field: "/data/decided-by"
            )
        }
        let now = draft.accepted
        draft.store(state.record { $0.overridden(hold.entry, id, by: person, at: now) })
        if let basis = hold.basis { change(id, to: basis, in: &draft) }
        if hold.change == "casefile.closed" { close(id, in: &draft) }
        settleOverridden(hold, in: &draft)
    }
}
