import Escalation
import Foundation
import Meetings
import TestSupport
import Testing
import Vocabulary

@testable import Settings

/// The two shared stories, played to the clocks and the meetings alone, under the shipped rules.
struct StoryTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path()

    private func replay(_ story: Story, _ payload: StoryReplay.Payload) throws -> StoryReplay {
        var inspection = Inspection()
        let calendar = CalendarFile.read(Self.root + "Configs/calendar-england-wales.yaml", &inspection)
        let clocks = ClocksFile.read(Self.root + "Configs/clocks.yaml", &inspection)
        let meetings = MeetingsFile.read(Self.root + "Configs/meetings.yaml", &inspection)
        #expect(inspection.faults == [])
        let days = try #require(calendar)
        return StoryReplay(
            story,
            clocks: ClockBook(rules: try #require(clocks).forScripts, calendar: days),
            meetings: MeetingBook(rules: try #require(meetings), calendar: days),
            caseID: try #require(CaseID("C-1")),
            payload: payload
        )
    }

    @Test(
        arguments: ["toddler", "cross-border-baby"],
        [StoryReplay.Payload.full, .spare]
    )
    func `every line starts, clears, breaches and misses what the story says`(
        name: String,
        payload: StoryReplay.Payload
    ) throws {
        let story = try Story(name)
        var replay = try replay(story, payload)
        for line in story.lines {
            let outcome = replay.play(line)
            #expect(outcome == StoryReplay.Outcome(expectedBy: line), "\(line.id) \(line.topic)")
        }
        #expect(story.lines.count == (name == "toddler" ? 180 : 43))
        // What is due and has no tick of its own in the story.
        #expect(replay.unasked == [])
    }
}
