import Vocabulary

/// Sign-ins that were begun here and have not come back from the provider.
///
/// Each is for one browser and one use: the state that comes back is of no use without the text in that browser's cookie.
actor SignInAttempts {
    /// One of them.
    struct Attempt: Sendable {
        let browser: String
        let nonce: String
        let verifier: String
        let began: Instant
        /// The page that was asked for before.
        let next: String?
    }

    private static let most = 10_000
    private static let longestMilliseconds: Int64 = 10 * 60_000

    private let now: @Sendable () -> Instant
    private var attempts: [String: Attempt] = [:]

    init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// Begins one; answers with the state for the provider and the secret for the browser.
    func begin(goingTo next: String?) -> (state: String, browser: String, attempt: Attempt) {
        let instant = now()
        attempts = attempts.filter { isFresh($0.value, at: instant) }
        if attempts.count >= Self.most, let oldest = attempts.min(by: { $0.value.began < $1.value.began }) {
            attempts[oldest.key] = nil
        }
        let (state, browser) = (Secret.make(), Secret.make())
        let attempt = Attempt(
            browser: Secret.digest(browser),
            nonce: Secret.make(),
            verifier: Secret.make(),
            began: instant,
            next: next
        )
        attempts[state] = attempt
        return (state, browser, attempt)
    }

    /// Takes the attempt of a state, once, for the browser that began it.
    func take(_ state: String, browser: String) -> Attempt? {
        guard let attempt = attempts[state], Secret.isEqual(attempt.browser, Secret.digest(browser)) else {
            return nil  // Another browser: the one that began may still come.
        }
        attempts[state] = nil
        return isFresh(attempt, at: now()) ? attempt : nil
    }

    private func isFresh(_ attempt: Attempt, at instant: Instant) -> Bool {
        instant.milliseconds - attempt.began.milliseconds < Self.longestMilliseconds
    }
}
