public import Vocabulary

/// A meeting that was convened and not yet held.
public struct ConvenedMeeting: Hashable, Sendable {
    /// Which meeting.
    public let key: MeetingKey
    /// The type's code, as the concern says it.
    public let type: String
    /// The day it is planned for, if it has one.
    public let planned: CivilDate?
    /// The role that organises it.
    public let organiser: Role?
    /// Who was asked.
    public let invited: [Role]
    /// Who was not asked to it.
    public let judgement: MeetingJudgement
    /// When it was convened.
    public let convenedAt: Instant
    /// Who has reported, in order.
    public internal(set) var reports: [Role] = []
    /// When its reports are asked for again; `nil` if they are not.
    public internal(set) var chase: ReportChase?
}
