import Foundation
import Patterns
import Testing
import TestSupport
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
        let replay = try StoryReplay(name)
        for played in replay.played {
            let expected = played.line.expect["score"] as? [String: Any]
            let step = replay.book.rules.score.crossed(from: played.score.before, to: played.score.after)
            let told = step == nil ? nil : played.score.after
            #expect(told == expected?["value"] as? Int, "\(played.line.id)")
        }
    }
}
