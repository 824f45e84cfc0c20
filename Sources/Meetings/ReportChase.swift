public import Vocabulary

/// When whoever was asked to a meeting and has not reported is reminded, and when whoever convened it is told.
public struct ReportChase: Hashable, Sendable {
    /// How far it has come.
    public enum Step: String, Hashable, Sendable {
        /// Those whose report is missing are reminded.
        case reminder
        /// The reports are due, and whoever convened the meeting is told which are missing.
        case overdue
    }

    /// When the authors are reminded, or `nil` if that is over or was too late from the start.
    public internal(set) var remindAt: Instant?
    /// When the reports are due.
    public let dueAt: Instant
    /// Whether whoever convened the meeting was told.
    public internal(set) var isOver: Bool
    /// Who chairs the meeting, if the invitation says so.
    public let chair: StaffID?

    /// Creates one, of which nothing has happened yet if nothing is said of that.
    public init(remindAt: Instant?, dueAt: Instant, isOver: Bool = false, chair: StaffID?) {
        self.remindAt = remindAt
        self.dueAt = dueAt
        self.isOver = isOver
        self.chair = chair
    }

    /// What comes next, and when; `nil` if nothing does.
    public var next: (step: Step, at: Instant)? {
        if isOver { return nil }
        return remindAt.map { (.reminder, $0) } ?? (.overdue, dueAt)
    }
}
