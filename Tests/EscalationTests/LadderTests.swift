import Escalation
import TestSupport
import Testing
import Vocabulary

@Suite struct LadderTests {
    // domain.md 5.3: the acknowledgement limits of both shared stories.
    @Test(arguments: acknowledgementVectors)
    func `the answer to an event of the stories is due when the story says`(vector: String) throws {
        let words = vector.split(separator: " ").map(String.init)
        let severity = try #require(Severity(rawValue: String(words[2].prefix(2))))
        var book = EscalationBook(ladders: .standard, calendar: england)
        _ = book.raised(
            ObligationKey(frontDoor: LedgerSequence(1)),
            severity: severity,
            isHeightened: words[2].hasSuffix("*"),
            owner: Owner(.allocatedSocialWorker, nil),
            at: at(withSeconds(words[1]))
        )
        #expect(book.deadline == at(withSeconds(words[3])))
    }

    private func withSeconds(_ minute: String) -> String {
        minute.prefix(16) + ":00" + minute.dropFirst(16)
    }

    @Test(arguments: [
        (Limit.clockMinutes(60), Limit.clockMinutes(30)), (.clockMinutes(240), .clockMinutes(120)),
        (.clockMinutes(50), .clockMinutes(30)), (.clockMinutes(1), .clockMinutes(30)),
        (.workingMinutes(240), .workingMinutes(120)), (.workingMinutes(40), .workingMinutes(30)),
        (.workingDays(1), .workingMinutes(240)), (.workingDays(5), .workingMinutes(1200)),
    ])
    func `a further rung has half the limit and never under thirty minutes`(limit: Limit, half: Limit) {
        #expect(limit.half(on: england) == half)
    }

    @Test func `a role begins on its own rung and anybody else below all rungs`() {
        let ladder = Ladders.standard[.s3]
        #expect(ladder.start(of: .allocatedSocialWorker) == 0)
        #expect(ladder.start(of: .frontDoor) == 0)
        #expect(ladder.start(of: .dutyTeam) == 1)
        #expect(ladder.start(of: .teamManager) == 2)
        #expect(ladder.start(of: .headOfService) == 3)
    }

    @Test func `a ladder without rungs is refused`() async {
        await #expect(processExitsWith: .failure) { _ = Ladder(limit: .clockMinutes(60), rungs: []) }
    }
}
