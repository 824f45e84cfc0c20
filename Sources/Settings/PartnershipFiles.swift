public import Escalation
public import Meetings
public import Patterns
public import Topics
public import Vocabulary

/// What a partnership agreed that is no authority's own: its topics, and the rules in the folder of configurations.
public struct PartnershipFiles: Sendable, Equatable {
    /// Every topic.
    public let catalogue: Catalogue
    /// When people are at work.
    public let calendar: WorkingCalendar
    /// Who answers when somebody does not.
    public let ladders: Ladders
    /// Which messages start and end which clocks.
    public let clocks: ClockRules
    /// What makes a meeting sound.
    public let meetings: MeetingRules
    /// What several concerns mean together.
    public let patterns: PatternRules

    /// Reads them all.
    ///
    /// - Parameters:
    ///   - topics: the folder of topics.
    ///   - folder: the folder with `calendar-england-wales.yaml`, `ladders.yaml`, `clocks.yaml`, `meetings.yaml` and
    ///     `patterns.yaml`.
    /// - Throws: every fault in any of them.
    public init(topics: String, folder: String) throws(SettingsFaults) {
        var inspection = Inspection()
        var catalogue: Catalogue?
        do throws(SettingsFaults) { catalogue = try CatalogueFolder(path: topics).catalogue() } catch {
            inspection.note(error)
        }
        let calendar = CalendarFile.read("\(folder)/calendar-england-wales.yaml", &inspection)
        let ladders = LaddersFile.read("\(folder)/ladders.yaml", &inspection)
        let clocks = ClocksFile.read("\(folder)/clocks.yaml", &inspection)
        let meetings = MeetingsFile.read("\(folder)/meetings.yaml", &inspection)
        let patterns = PatternsFile.read("\(folder)/patterns.yaml", &inspection)
        var files: PartnershipFiles?
        if let catalogue, let calendar, let ladders, let clocks, let meetings, let patterns {
            files = PartnershipFiles(
                catalogue: catalogue,
                calendar: calendar,
                ladders: ladders,
                clocks: clocks,
                meetings: meetings,
                patterns: patterns
            )
        }
        self = try inspection.result(files)
    }

    private init(
        catalogue: Catalogue,
        calendar: WorkingCalendar,
        ladders: Ladders,
        clocks: ClockRules,
        meetings: MeetingRules,
        patterns: PatternRules
    ) {
        self.catalogue = catalogue
        self.calendar = calendar
        self.ladders = ladders
        self.clocks = clocks
        self.meetings = meetings
        self.patterns = patterns
    }
}
