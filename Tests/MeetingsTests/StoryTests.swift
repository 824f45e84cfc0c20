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
            clocks: ClockBook(rules: try #require(clocks).forScripts(listsAreWhole: false), calendar: days),
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

    @Test(arguments: ["toddler", "cross-border-baby"])
    func `every tick tells whom the story says, and raises no other pattern`(name: String) throws {
        let story = try Story(name)
        var replay = try replay(story, .full)
        var ticks = 0
        for line in story.lines {
            _ = replay.play(line)
            guard line.isTick else { continue }
            ticks += 1
            let told = replay.told(byTick: line)
            let lead = ["ASW:S", "SCW:S", "DUTY:S", "TM:S"]
            let expected = line.expected("notify").filter { !(told.isLeadTold && lead.contains($0)) }
            #expect(told.roles.map { $0 + ":S" } == expected, "\(line.id)")
            for pattern in line.expected("pattern") {
                #expect(pattern.prefix { $0 != ":" } == told.pattern ?? "none", "\(line.id)")
            }
        }
        #expect(ticks == (name == "toddler" ? 36 : 5))
    }

    @Test(arguments: ["toddler", "cross-border-baby"])
    func `the facts of a story rebuild its clocks, and so do the fewest`(name: String) throws {
        let story = try Story(name)
        var replay = try replay(story, .full)
        for line in story.lines { _ = replay.play(line) }
        for facts in [replay.facts, replay.clocks.restated] {
            var rebuilt = ClockBook(rules: replay.clocks.rules, calendar: replay.clocks.calendar)
            for fact in facts { rebuilt.apply(fact) }
            #expect(rebuilt == replay.clocks)
        }
    }
}
