import Vocabulary

/// The sessions of everybody who is signed in, in memory: a console that starts again asks everybody to sign in again.
///
/// A browser holds a random text and we its digest. A session ends when nothing was asked for a while, after a long working
/// day, when its person signs out here or at the provider, and when the console stops.
actor SessionStore {
    /// Above this many the one that was quiet longest ends, so that memory is bounded.
    static let most = 10_000

    private let patience: ConsoleSettings.Patience
    private let now: @Sendable () -> Instant
    private var sessions: [String: Session] = [:]

    init(_ patience: ConsoleSettings.Patience, now: @escaping @Sendable () -> Instant) {
        self.patience = patience
        self.now = now
    }

    /// Begins a session under a new secret, whatever the browser brought along; the old one, if any, ends.
    func begin(for identity: ProvenIdentity, ending old: String?) -> String {
        if let old { end(old) }
        forgetEnded()
        if sessions.count >= Self.most,
            let quietest = sessions.min(by: { $0.value.lastAsked < $1.value.lastAsked })
        {
            sessions[quietest.key] = nil
        }
        let secret = Secret.make()
        let instant = now()
        sessions[Secret.digest(secret)] = Session(
            person: identity.staff,
            subject: identity.subject,
            providerSession: identity.session,
            antiForgery: Secret.make(),
            began: instant,
            lastAsked: instant
        )
        return secret
    }

    /// The session that a secret opens, if it has not ended; asking prolongs it unless it is only looked at.
    func session(_ secret: String, isAsking: Bool = true) -> Session? {
        let key = Secret.digest(secret)
        guard var session = sessions[key] else { return nil }
        let instant = now()
        guard isLive(session, at: instant) else {
            sessions[key] = nil
            return nil
        }
        if isAsking {
            session.lastAsked = instant
            sessions[key] = session
        }
        return session
    }

    /// Notes that a reason was given for a case.
    func open(_ caseID: CaseID, until: Instant, in secret: String) {
        sessions[Secret.digest(secret)]?.opened[caseID] = until
    }

    /// The sessions that somebody has, the newest first.
    func sessions(of person: StaffID) -> [Session] {
        forgetEnded()
        return sessions.values.filter { $0.person == person }.sorted { $0.began > $1.began }
    }

    /// Everybody who is signed in.
    func people() -> [StaffID] {
        forgetEnded()
        return Set(sessions.values.map(\.person)).sorted()
    }

    /// Ends every session of somebody, but the one that says so.
    func endAll(of person: StaffID, except secret: String? = nil) {
        let kept = secret.map(Secret.digest)
        sessions = sessions.filter { $0.value.person != person || $0.key == kept }
    }

    /// Ends what the provider says is over: one of its sessions, or all of somebody's; answers with how many that were.
    ///
    /// Where it named no session when somebody signed in, all that is theirs ends: too much rather than too little.
    func endAll(ofSubject subject: String?, session ended: String?) -> Int {
        let before = sessions.count
        sessions = sessions.filter { _, session in
            if let subject, session.subject != subject { return true }
            guard let ended else { return subject == nil }
            return session.providerSession.map { $0 != ended } ?? (subject == nil)
        }
        return before - sessions.count
    }

    /// Ends a session.
    func end(_ secret: String) { sessions[Secret.digest(secret)] = nil }

    private func isLive(_ session: Session, at instant: Instant) -> Bool {
        instant.milliseconds - session.lastAsked.milliseconds < patience.idleMilliseconds
            && instant.milliseconds - session.began.milliseconds < patience.absoluteMilliseconds
    }

    private func forgetEnded() {
        let instant = now()
        sessions = sessions.filter { isLive($0.value, at: instant) }
    }
}
