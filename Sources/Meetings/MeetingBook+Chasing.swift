public import Vocabulary

extension MeetingBook {
    /// When ``chased(to:)`` must next be called, or `nil` if no report is awaited.
    public var deadline: Instant? { chases.first?.at }

    /// When reports to that meeting are asked for again and when they are due; `nil` if none are or it is too late.
    ///
    /// A day that the invitation names counts for more than the rule of its type.
    func chase(
        _ type: String,
        planned: CivilDate?,
        reportsBy: CivilDate?,
        chair: StaffID?,
        at now: Instant
    ) -> ReportChase? {
        guard let planned, let due = reportsBy ?? dayOfReports(type, planned: planned) else { return nil }
        let dueAt = calendar.close(of: due)
        guard now < dueAt else { return nil }
        let remindAt = rules[type].chaseDays.map { days in
            LondonTime.instant(
                on: workingDay(days, before: planned),
                minuteOfDay: calendar.openingMinute
            )
        }
        return ReportChase(
            remindAt: remindAt.flatMap { now < $0 && $0 < dueAt ? $0 : nil },
            dueAt: dueAt,
            chair: chair
        )
    }

    /// The first step that was due by now, once for ever; `nil` if none was.
    public mutating func chased(to now: Instant) -> (
        meeting: ConvenedMeeting, step: ReportChase.Step, decision: Decision<Fact, Never>
    )? {
        guard let first = chases.first, first.at <= now,
            let meeting = upcoming(of: first.key.caseID).first(where: { $0.key == first.key }),
            let step = meeting.chase?.next?.step
        else { return nil }
        let fact = Fact.reportsChased(meeting.key, step, at: first.at)
        apply(fact)
        return (meeting, step, Decision(facts: [fact]))
    }

    /// The day by which reports to a meeting of that type are due, or `nil` if none are asked for.
    func dayOfReports(_ type: String, planned: CivilDate) -> CivilDate? {
        rules[type].reportDays.map { workingDay($0, before: planned) }
    }

    private func workingDay(_ count: Int, before date: CivilDate) -> CivilDate {
        (0..<count).reduce(date) { day, _ in
            calendar.latestWorkingDay(onOrBefore: day.advanced(byDays: -1))
        }
    }
}

/// When a meeting's reports are next asked for.
struct ChaseTime: Hashable, Comparable, Sendable {
    let at: Instant
    let key: MeetingKey

    static func < (lhs: ChaseTime, rhs: ChaseTime) -> Bool {
        lhs.at == rhs.at ? lhs.key < rhs.key : lhs.at < rhs.at
    }
}
