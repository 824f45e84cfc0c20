public import Vocabulary

/// The meetings of every case: what is convened, who has reported, what was held last.
///
///     ── convened ──▶ convened ── report received ──▶ convened, with one report more
///                     convened ── reminder, due ────▶ convened, its missing reports asked for
///                     convened ── held ─────────────▶ the last of its type, in place of the one before
///                                                     held ── minutes sent ──▶ held, with minutes
///
/// Of each case it remembers the meetings that are to come, at most ``mostConvened``, and the last held of each type.
public struct MeetingBook: Sendable, Equatable {
    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// A meeting is to come.
        case convened(
            MeetingKey,
            type: String,
            planned: CivilDate?,
            organiser: Role?,
            invited: [Role],
            judgement: MeetingJudgement,
            at: Instant
        )
        /// Reports to a meeting to come are due, and asked for again before.
        case reportsAsked(MeetingKey, ReportChase)
        /// They were asked for again, or whoever convened it was told which are missing.
        case reportsChased(MeetingKey, ReportChase.Step, at: Instant)
        /// Somebody reported to a meeting to come.
        case reportReceived(MeetingKey, by: Role, at: Instant)
        /// A meeting was held, `convened` by that entry if it was.
        case held(
            MeetingKey,
            type: String,
            convened: LedgerSequence?,
            judgement: MeetingJudgement,
            at: Instant
        )
        /// The minutes of a meeting that was held were sent.
        case minutesSent(MeetingKey, at: Instant)
        /// The case was closed, and what was to come will not.
        case calledOff(CaseID, at: Instant)
    }

    /// How many meetings to come of one case are remembered; of more the oldest is forgotten.
    public static let mostConvened = 16

    /// The rules in force.
    public let rules: MeetingRules
    /// The calendar in which reports are due.
    public let calendar: WorkingCalendar

    private var convened: [CaseID: [ConvenedMeeting]] = [:]
    /// What is to be asked for next, earliest first; follows from `convened`.
    private(set) var chases: [ChaseTime] = []
    /// The cases of which there is something in ``chases``.
    private var queued: Set<CaseID> = []
    private var held: [CaseID: [HeldMeeting]] = [:]

    /// Creates an empty book.
    public init(rules: MeetingRules, calendar: WorkingCalendar) {
        self.rules = rules
        self.calendar = calendar
    }

    // MARK: Reading

    /// The meetings of a case that are to come, in the order convened.
    public func upcoming(of caseID: CaseID) -> [ConvenedMeeting] { convened[caseID] ?? [] }

    /// The last meeting of each type, in the order held.
    public func lastMeetings(of caseID: CaseID) -> [HeldMeeting] { held[caseID] ?? [] }

    /// The last meeting of a case, of that type if one is named: since when a data pack counts.
    public func lastMeeting(of caseID: CaseID, type: String? = nil) -> HeldMeeting? {
        lastMeetings(of: caseID).last { type == nil || $0.type == type }
    }

    /// Whether a meeting was held without which mother and baby may not leave hospital.
    public func hasDischargeMeeting(_ caseID: CaseID) -> Bool {
        lastMeetings(of: caseID).contains { rules[$0.type].isBeforeDischarge }
    }

    /// The day by which reports to that meeting are due, or `nil` if none are or it has no day.
    public func reportsDue(for meeting: ConvenedMeeting) -> CivilDate? {
        if let chase = meeting.chase { return LondonTime.date(of: chase.dueAt) }
        return meeting.planned.flatMap { dayOfReports(meeting.type, planned: $0) }
    }

    /// Who was asked to that meeting and has not reported, in order; nobody if it asks for no reports.
    public func reportsMissing(for meeting: ConvenedMeeting) -> [Role] {
        guard meeting.chase != nil || rules[meeting.type].reportDays != nil else { return [] }
        return meeting.invited.filter { $0 != meeting.organiser && !meeting.reports.contains($0) }.sorted()
    }

    /// Until when the minutes of a meeting must be sent, or `nil` if its type asks for none or they were.
    public func minutesDue(for meeting: HeldMeeting) -> Instant? {
        guard let days = rules[meeting.type].minuteDays, !meeting.hasMinutes else { return nil }
        return calendar.close(of: calendar.workingDay(days, after: LondonTime.date(of: meeting.heldAt)))
    }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .convened(let key, let type, let planned, let organiser, let invited, let judgement, let instant):
            let meeting = ConvenedMeeting(
                key: key,
                type: type,
                planned: planned,
                organiser: organiser,
                invited: invited,
                judgement: judgement,
                convenedAt: instant
            )
            convened[key.caseID] = (upcoming(of: key.caseID) + [meeting]).suffix(Self.mostConvened)
            requeue(key.caseID)
        case .reportsAsked(let key, let chase): change(key) { $0.chase = chase }
        case .reportsChased(let key, let step, _):
            change(key) { meeting in
                switch step {
                case .reminder: meeting.chase?.remindAt = nil
                case .overdue: meeting.chase?.isOver = true
                }
            }
        case .reportReceived(let key, let role, _):
            change(key) { $0.reports = Set($0.reports + [role]).sorted() }
        case .held(let key, let type, let entry, let judgement, let instant):
            forget(key.caseID) { $0.key.entry == entry }
            let others = lastMeetings(of: key.caseID).filter { $0.type != type }
            held[key.caseID] =
                others + [
                    HeldMeeting(key: key, type: type, heldAt: instant, judgement: judgement)
                ]
        case .minutesSent(let key, _):
            guard let place = lastMeetings(of: key.caseID).firstIndex(where: { $0.key == key }) else {
                return
            }
            held[key.caseID]?[place].hasMinutes = true
        case .calledOff(let caseID, _): forget(caseID) { _ in true }
        }
    }

    private mutating func forget(_ caseID: CaseID, _ isGone: (ConvenedMeeting) -> Bool) {
        let left = upcoming(of: caseID).filter { !isGone($0) }
        convened[caseID] = left.isEmpty ? nil : left
        requeue(caseID)
    }

    private mutating func change(_ key: MeetingKey, _ body: (inout ConvenedMeeting) -> Void) {
        guard let place = upcoming(of: key.caseID).firstIndex(where: { $0.key == key }),
            var meeting = convened[key.caseID]?[place]
        else { return }
        body(&meeting)
        convened[key.caseID]?[place] = meeting
        requeue(key.caseID)
    }

    /// Brings what is to be asked for in line with the meetings of a case.
    private mutating func requeue(_ caseID: CaseID) {
        let times = upcoming(of: caseID).compactMap { meeting in
            meeting.chase?.next.map { ChaseTime(at: $0.at, key: meeting.key) }
        }
        let isQueued = queued.contains(caseID)
        guard isQueued || !times.isEmpty else { return }
        if isQueued { chases.removeAll { $0.key.caseID == caseID } }
        for time in times {
            let place = chases.firstIndex { time < $0 } ?? chases.count
            chases.insert(time, at: place)
        }
        if times.isEmpty { queued.remove(caseID) } else { queued.insert(caseID) }
    }

    /// The fewest facts that rebuild this book, case by case: a snapshot in the ledger's own words.
    public var restated: [Fact] { Set(convened.keys).union(held.keys).sorted().flatMap(restated) }

    private func restated(_ caseID: CaseID) -> [Fact] {
        let last = lastMeetings(of: caseID).flatMap { meeting in
            [
                Fact.held(
                    meeting.key,
                    type: meeting.type,
                    convened: nil,
                    judgement: meeting.judgement,
                    at: meeting.heldAt
                )
            ]
                + (meeting.hasMinutes ? [.minutesSent(meeting.key, at: meeting.heldAt)] : [])
        }
        return last
            + upcoming(of: caseID).flatMap { meeting in
                [
                    Fact.convened(
                        meeting.key,
                        type: meeting.type,
                        planned: meeting.planned,
                        organiser: meeting.organiser,
                        invited: meeting.invited,
                        judgement: meeting.judgement,
                        at: meeting.convenedAt
                    )
                ] + (meeting.chase.map { [.reportsAsked(meeting.key, $0)] } ?? [])
                    + meeting.reports.map { .reportReceived(meeting.key, by: $0, at: meeting.convenedAt) }
            }
    }
}
