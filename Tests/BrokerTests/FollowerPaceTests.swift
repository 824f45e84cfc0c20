import Testing

@testable import Broker

/// When the chronology's thread rests, and how long the sockets' thread waits for the disk itself.
@Suite struct FollowerPaceTests {
    @Test func `it rests after each piece of work, and not before`() {
        var pace = FollowerPace(used: 1_000)
        let used = [999, 1_000, 1_001, 999 + FollowerPace.work, 1_000 + FollowerPace.work]
        let rests = used.map { pace.hasWorked(used: $0 + FollowerPace.work, goal: 1) }
        #expect(rests == [false, true, false, false, true])
    }

    @Test func `it is alone once nothing new has come for many works, until something does`() {
        var pace = FollowerPace(used: 0)
        for work in 1...Int64(FollowerPace.silence) + 1 {
            #expect(!pace.isAlone)
            _ = pace.hasWorked(used: work * FollowerPace.work, goal: 7)
        }
        #expect(pace.isAlone)
        _ = pace.hasWorked(used: 1_000 * FollowerPace.work, goal: 8)
        #expect(!pace.isAlone)
    }

    @Test func `a disk that was slow once is not waited for again for many turns`() {
        var patience = DiskPatience()
        patience.waited(DiskPatience.limit)
        let before = patience.isWilling()
        #expect(before)
        patience.waited(DiskPatience.limit + .nanoseconds(1))
        let after = (0...DiskPatience.abstinence).map { _ in patience.isWilling() }
        #expect(after == Array(repeating: false, count: DiskPatience.abstinence) + [true])
    }
}
