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
    /// Puts on hold what the concern asks for, if something speaks against it; and lets go what it was missing for.
    mutating func holdBack(
        _ testimony: Testimony,
        _ signals: [Signal],
        of id: CaseID,
        in draft: inout Draft
    ) {
        let reasons = reasons(against: testimony, signals, of: id, in: draft)
        endHolds(by: testimony, signals, of: id, in: &draft)
        guard !reasons.isEmpty else { return }
        let hold = HoldBook.Hold(
            entry: draft.sequence,
            event: draft.id,
            caseID: id,
            change: testimony.topic.text,
            reasons: reasons,
            since: draft.accepted,
            basis: testimony.basis,
            about: testimony.isAbout,
            polled: testimony.roles("polled")
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
        guard let rule = policy.patterns.holds[testimony.topic.text],
            !rule.unless.contains(testimony.text("reason") ?? "")
        else { return [] }
        let isMet: Bool
        switch rule.test {
        case .unsafeClosure: return closing(testimony.roles("polled"), of: id, testimony, in: draft)
        case .homeUnassessed:
            guard signals.contains(.assessmentOutcomeHome) else { return [] }
            return state.patterns.homeConcerns(in: context(of: id, testimony, in: draft)).map(\.reason)
        case .notDiscussed: isMet = testimony.flag("discussed") == false
        case .sharingUndecided: isMet = testimony.isUndecided
        case .noDischargeMeeting: isMet = !state.meetings.hasDischargeMeeting(id)
        case .planServiceEnds:
            isMet = signals.contains {
                if case .flag(.planRequiredServiceEnded, _, _) = $0 { true } else { false }
            }
        case .statementIncomplete: isMet = !testimony.isStatementWhole
        case .always: isMet = true
        case .once: isMet = !state.holds.holds(on: id).contains { $0.reasons == [rule.reason] }
        }
        return isMet ? [rule.reason] : []
    }

    private func closing(
        _ polled: [Role],
        of id: CaseID,
        _ testimony: Testimony?,
        in draft: Draft
    ) -> [String] {
        state.patterns.closureConcerns(
            of: id,
            polled: polled,
            on: LondonTime.date(of: draft.accepted),
            in: context(of: id, testimony, in: draft)
        ).map(\.reason)
    }

    // MARK: What was missing

    /// Lets a change come about once what it waited for has come; another of the same kind stands in its place.
    private mutating func endHolds(
        by testimony: Testimony,
        _ signals: [Signal],
        of id: CaseID,
        in draft: inout Draft
    ) {
        let (entry, now) = (draft.sequence, draft.accepted)
        for hold in state.holds.holds(on: id) where hold.entry != entry {
            guard let rule = policy.patterns.holds[hold.change], rule.endsBy.contains(testimony.topic.text),
                hold.about == nil || testimony.isAbout == nil || hold.about == testimony.isAbout
            else { continue }
            let isReplaced = rule.test == .unsafeClosure && hold.change == testimony.topic.text
            guard isReplaced || hasCome(hold, rule.test, testimony, signals, in: draft) else { continue }
            draft.store(state.record { $0.ended(hold.entry, id, by: entry, at: now) })
            if !isReplaced { bringAbout(hold, in: &draft) }
        }
    }

    private func hasCome(
        _ hold: HoldBook.Hold,
        _ test: HoldRule.Test,
        _ testimony: Testimony,
        _ signals: [Signal],
        in draft: Draft
    ) -> Bool {
        switch test {
        case .unsafeClosure: closing(hold.polled, of: hold.caseID, testimony, in: draft).isEmpty
        case .homeUnassessed:
            state.patterns.homeConcerns(in: context(of: hold.caseID, testimony, in: draft)).isEmpty
        case .notDiscussed:
            testimony.topic.text == "referral.discussed" || testimony.flag("discussed") == true
        case .sharingUndecided: !testimony.isUndecided && testimony.hasDecidedSharing
        case .noDischargeMeeting: state.meetings.hasDischargeMeeting(hold.caseID)
        case .planServiceEnds:
            signals.contains { if case .treatment = $0 { true } else { false } }
        case .statementIncomplete: testimony.isStatementWhole
        case .always, .once: false
        }
    }

    /// An answer to a proposal that waits is an answer to the poll (N113); silence and disagreement are not.
    mutating func notePoll(by staff: StaffMember, of key: ObligationKey, in draft: inout Draft) {
        let (entry, now) = (draft.sequence, draft.accepted)
        guard let id = key.caseID,
            let waiting = state.holds.holds(on: id).first(where: { $0.entry == key.sequence }),
            policy.patterns.holds[waiting.change]?.test == .unsafeClosure
        else { return }
        let onCase = state.casebook.file(id)?.activeRegister.filter { $0.staff == staff.id }.map(\.role) ?? []
        let roles = onCase.isEmpty ? staff.roles : onCase
        draft.store(state.record { $0.polled(waiting.entry, id, roles) })
        guard let hold = state.holds.holds(on: id).first(where: { $0.entry == key.sequence }),
            closing(hold.polled, of: id, nil, in: draft).isEmpty
        else { return }
        draft.store(state.record { $0.ended(hold.entry, id, by: entry, at: now) })
        bringAbout(hold, in: &draft)
    }

    /// What waited comes about.
    private mutating func bringAbout(_ hold: HoldBook.Hold, in draft: inout Draft) {
        if let basis = hold.basis { change(hold.caseID, to: basis, in: &draft) }
        if hold.change == "casefile.closed", state.casebook.file(hold.caseID)?.isOpen == true {
            close(hold.caseID, in: &draft)
        }
        settleOverridden(hold, in: &draft)
    }

    /// A message that waits was taken back or corrected: nothing waits any longer.
    mutating func withdrawHolds(askedForBy entry: LedgerSequence, on cases: [CaseID], in draft: inout Draft) {
        let (cause, now) = (draft.sequence, draft.accepted)
        for id in cases { draft.store(state.record { $0.ended(entry, id, by: cause, at: now) }) }
    }

    /// A case is closed at once if nothing speaks against it; else it stays open and waits for a named person.
    mutating func closeUnlessHeld(_ testimony: Testimony, in draft: inout Draft) {
        guard let id = testimony.data["case"]?.string.flatMap({ CaseID($0) }),
            state.casebook.file(id)?.isOpen == true
        else { return }
        let isHeld = state.holds.holds(on: id).contains { $0.entry == draft.sequence }
        guard !isHeld else { return }
        close(id, in: &draft)
        // Where nothing is left to watch over, what is said later reaches the front door alone.
        let ends = policy.patterns.holds["casefile.closed"]?.unless ?? []
        guard ends.contains(testimony.text("reason") ?? "") else { return }
        draft.store(state.record { (book: inout Casebook) in book.forgotten(id) })
    }

    private mutating func close(_ id: CaseID, in draft: inout Draft) {
        let now = draft.accepted
        draft.store(state.recordOnOpenCase { cases throws(CasebookError) in try cases.closed(id, at: now) })
        endClocks(of: id, because: .caseClosed, in: &draft)
        draft.store(state.record { (book: inout ExpectationBook) in book.closed(id) })
        draft.store(state.record { (book: inout ReferralBook) in book.closed(id) })
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
            let rule = policy.patterns.holds[hold.change]?.rule ?? hold.change
            let who = overriders.map(\.code).joined(separator: " or ")
            throw WireRefusal(
                .forbidden,
                "decided-by: must be somebody with the role \(who), who may override this hold (\(rule))",
                field: "/data/decided-by"
            )
        }
        let now = draft.accepted
        draft.store(state.record { $0.overridden(hold.entry, id, by: person, at: now) })
        bringAbout(hold, in: &draft)
    }
}

extension Testimony {
    /// The referral or challenge that it is about, by its id, if it names one.
    fileprivate var isAbout: String? { data["referral"]?.string ?? data["challenge"]?.string }

    /// Whether police say that it may be shared or not.
    fileprivate var hasDecidedSharing: Bool {
        [text("share"), data["sharing"]?.string].contains { ["share", "withhold"].contains($0) }
    }
}
