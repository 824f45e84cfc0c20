import Escalation
import Meetings
import Patterns

/// The files of rules that a broker may have; each that is not named holds none.
struct PartnershipRules {
    let clocks: ClockRules
    let meetings: MeetingRules
    let patterns: PatternRules

    init(_ file: YAMLPlace, _ inspection: inout Inspection) {
        clocks = inspection.path(file["clocks"]).flatMap { ClocksFile.read($0, &inspection) } ?? .none
        meetings = inspection.path(file["meetings"]).flatMap { MeetingsFile.read($0, &inspection) } ?? .none
        patterns = inspection.path(file["patterns"]).flatMap { PatternsFile.read($0, &inspection) } ?? .none
    }
}
