import Foundation
import Patterns
import Testing
import Vocabulary

/// The stories, line by line: what several agencies' concerns mean together at that moment.
struct StoryTests {
    @Test(arguments: ["toddler", "cross-border-baby"])
    func `every line raises what the story says and nothing else`(name: String) throws {
        let replay = try StoryReplay(name)
        #expect(replay.played.count > 40)
        for played in replay.played {
            let expected = (played.line.expect["pattern"] as? [String] ?? []).sorted()
            #expect(played.raised == expected, "\(played.line.id)")
        }
    }

    @Test(arguments: ["toddler", "cross-border-baby"])
    func `a score is told when it rises over a step`(name: String) throws {
        for played in try StoryReplay(name).played {
            let expected = played.line.expect["score"] as? [String: Any]
            #expect(played.step?.score == expected?["value"] as? Int, "\(played.line.id)")
        }
    }

    @Test func `a hold on closing gives the story's reasons`() throws {
        let proposed = try StoryReplay("toddler").played.filter { $0.line.topic.hasPrefix("plan.") }
        #expect(proposed.map(\.line.id) == ["D096", "D123", "D142"])
        for played in proposed {
            #expect(played.concerns == played.line.expect["hold"] as? [String], "\(played.line.id)")
            #expect(played.facts.compactMap(\.alert).allSatisfy { $0.holds && $0.details == played.concerns })
        }
    }

    @Test func `the police are missed at meetings for a year after incidents added up`() throws {
        let meetings = try StoryReplay("toddler").played.filter { $0.line.topic == "meeting.held" }
        for played in meetings {
            let missing = played.line.expect["missing"] as? [String] ?? []
            #expect(missing.contains("PPU") == played.invitesPolice, "\(played.line.id)")
        }
        #expect(meetings.count { $0.invitesPolice } == 9)
    }

    @Test(arguments: ["toddler", "cross-border-baby"])
    func `facts rebuild the book, and so do the fewest facts`(name: String) throws {
        let replay = try StoryReplay(name)
        var replayed = PatternBook(rules: replay.book.rules, calendar: replay.book.calendar)
        for fact in replay.windows + replay.played.flatMap(\.facts) { replayed.apply(fact) }
        #expect(replayed == replay.book)
        var restored = PatternBook(rules: replay.book.rules, calendar: replay.book.calendar)
        for fact in replay.book.restated { restored.apply(fact) }
        #expect(restored == replay.book)
    }

    @Test(arguments: ["toddler", "cross-border-baby"])
    func `what is alerted names entries that were there, in order, and its rule's version`(name: String)
        throws
    {
        let replay = try StoryReplay(name)
        for (number, played) in replay.played.enumerated() {
            for alert in played.facts.compactMap(\.alert) {
                #expect(!alert.causes.isEmpty && alert.causes == Set(alert.causes).sorted())
                #expect(alert.causes.allSatisfy { (1...Int64(number) + 1).contains($0.number) })
                #expect(alert.version == replay.book.rules[alert.code]?.version)
                #expect(!replay.book.rules.recipients(of: alert).isEmpty)
            }
        }
    }
}
