import Routing
public import Topics
public import Vocabulary

// What the shell asks at the moment of showing, because permission is checked at every delivery, never only once.
extension BrokerMachine {
    /// The keys that may connect, by their Z85 text: what the authenticator admits.
    public var admittedKeys: [(key: String, user: UserID)] {
        state.register.systems.flatMap { user in
            state.register.keys(of: user).filter { $0.status == .active }.map { ($0.key.text, user) }
        }
    }

    /// Roles of a system now.
    public func roles(of user: UserID) -> [Role] { state.register.roles(of: user) }

    /// Whether a system may see an entry on one of these topics now.
    public func maySee(_ aliases: [Topic], _ user: UserID) -> Bool {
        aliases.contains { state.register.maySee($0, user) }
    }

    /// Whether a system may read cases on which its agency has no worker.
    public func seesAllCases(_ user: UserID) -> Bool { state.register.seesAllCases(user) }

    /// Whether a subscription asked for the entry on a case topic.
    public func isOnCase(_ handle: SubscriptionHandle, _ aliases: [Topic]) -> Bool {
        state.subscriptions.reaches(handle, by: aliases.filter { $0.casePlace != nil })
    }

    /// The cases of an entry that a system may know of: those its agency was told of, or all.
    public func casesShown(_ routed: RoutedFact?, to user: UserID) -> [CaseID] {
        guard let routed, let agency = user.agency else { return [] }
        if state.register.seesAllCases(user) { return routed.decision.cases }
        return routed.decision.cases.filter {
            routed.tells(agency, at: CasePlace(authority: policy.authority, caseID: $0))
        }
    }

    /// Where a story's clock stands at the start: where the ledger ended.
    public var lastAccepted: Instant { state.lastAccepted }

    /// The shell could not send on a connection: it is gone, and what it did not acknowledge comes again.
    public mutating func connectionLost(_ connection: ConnectionID) { sessions.close(connection) }
}
