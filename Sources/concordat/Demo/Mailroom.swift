import Vocabulary
import Wire

/// Everything that came into the inboxes of the story's systems, for whoever waits for it.
actor Mailroom {
    /// A delivery, and into whose inbox.
    struct Letter: Sendable {
        let authority: AuthorityCode
        let user: UserID
        let delivery: BrokerMessage.Deliver
    }

    private struct Waiter {
        let isMet: @Sendable (Letter) -> Bool
        let continuation: CheckedContinuation<Letter?, Never>
    }

    private var letters: [Letter] = []
    private var waiters: [Int: Waiter] = [:]
    private var lastWaiter = 0

    /// A delivery is safe in somebody's inbox.
    func note(_ letter: Letter) {
        letters.append(letter)
        for (number, waiter) in waiters where waiter.isMet(letter) {
            waiters[number] = nil
            waiter.continuation.resume(returning: letter)
        }
    }

    /// All that came, and to whom, since a count.
    func letters(since count: Int = 0) -> ArraySlice<Letter> { letters[count...] }

    /// How many came.
    var count: Int { letters.count }

    /// Waits until a letter of that kind is or was there.
    func letter(
        _ what: String,
        since count: Int = 0,
        within limit: Duration = .seconds(40),
        _ isMet: @escaping @Sendable (Letter) -> Bool
    ) async throws -> Letter {
        if let found = letters[count...].first(where: isMet) { return found }
        lastWaiter += 1
        let number = lastWaiter
        let watch = Task {
            try await Task.sleep(for: limit)
            expire(number)
        }
        let letter = await withCheckedContinuation {
            waiters[number] = Waiter(isMet: isMet, continuation: $0)
        }
        watch.cancel()
        guard let letter else {
            throw CommandFailure.refused("\(what): did not come within \(limit.components.seconds) s")
        }
        return letter
    }

    /// Waits until so many letters of that kind are there, in the order of their coming.
    func letters(
        _ count: Int,
        _ what: String,
        since mark: Int,
        _ isMeant: @escaping @Sendable (Letter) -> Bool
    ) async throws -> [Letter] {
        while true {
            let found = letters[mark...].filter(isMeant)
            guard found.count < count else { return found }
            let seen = Set(found.map(\.delivery.sequence))
            _ = try await letter(what, since: mark) { isMeant($0) && !seen.contains($0.delivery.sequence) }
        }
    }

    private func expire(_ number: Int) {
        waiters.removeValue(forKey: number)?.continuation.resume(returning: nil)
    }
}
