public import Vocabulary

extension MeetingBook {
    /// A meeting is to come; said again for the same entry it changes nothing.
    public mutating func convened(
        _ key: MeetingKey,
        type: String,
        planned: CivilDate?,
        organiser: Role?,
        invited: [Role],
        judgement: MeetingJudgement = MeetingJudgement(missing: [], faults: []),
        reportsBy: CivilDate? = nil,
        chair: StaffID? = nil,
        at now: Instant
    ) -> Decision<Fact, Never> {
        guard !upcoming(of: key.caseID).contains(where: { $0.key == key }) else { return .nothing }
        var decision = commit(
            .convened(
                key,
                type: type,
                planned: planned,
                organiser: organiser,
                invited: invited,
                judgement: judgement,
                at: now
            )
        )
        if let chase = chase(type, planned: planned, reportsBy: reportsBy, chair: chair, at: now) {
            decision.append(commit(.reportsAsked(key, chase)))
        }
        return decision
    }

    /// Somebody reported to the next meeting of a case, of that type if one is named; without one it changes nothing.
    public mutating func reportReceived(
        of caseID: CaseID,
        type: String?,
        by role: Role,
        at now: Instant
    ) -> Decision<Fact, Never> {
        guard let meeting = next(of: caseID, type: type), !meeting.reports.contains(role) else {
            return .nothing
        }
        return commit(.reportReceived(meeting.key, by: role, at: now))
    }

    /// A meeting was held: the one that `convened` names, else the next of its type, else one that nobody convened.
    public mutating func held(
        _ key: MeetingKey,
        type: String,
        convened entry: LedgerSequence? = nil,
        judgement: MeetingJudgement = MeetingJudgement(missing: [], faults: []),
        at now: Instant
    ) -> Decision<Fact, Never> {
        guard !lastMeetings(of: key.caseID).contains(where: { $0.key == key }) else { return .nothing }
        let entry = entry ?? next(of: key.caseID, type: type)?.key.entry
        return commit(.held(key, type: type, convened: entry, judgement: judgement, at: now))
    }

    /// The minutes of a meeting were sent: of the one that was held by that entry, else of the last.
    public mutating func minutesSent(
        of caseID: CaseID,
        meeting entry: LedgerSequence?,
        at now: Instant
    ) -> Decision<Fact, Never> {
        let meeting = lastMeetings(of: caseID).last { entry == nil || $0.key.entry == entry }
        guard let meeting, !meeting.hasMinutes else { return .nothing }
        return commit(.minutesSent(meeting.key, at: now))
    }

    /// The case was closed: what was to come will not.
    public mutating func closed(_ caseID: CaseID, at now: Instant) -> Decision<Fact, Never> {
        upcoming(of: caseID).isEmpty ? .nothing : commit(.calledOff(caseID, at: now))
    }

    /// The meeting of a case that comes next: the earliest planned, those without a day last.
    public func next(of caseID: CaseID, type: String? = nil) -> ConvenedMeeting? {
        let meetings = upcoming(of: caseID).filter { type == nil || $0.type == type }
        let dated = meetings.compactMap { meeting in meeting.planned.map { (day: $0, meeting: meeting) } }
        let first = dated.min { ($0.day, $0.meeting.key) < ($1.day, $1.meeting.key) }
        return first?.meeting ?? meetings.first
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}
