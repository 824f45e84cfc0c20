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

    /// What a system may see now, or `nil` if its name has no agency; `story` is a case that it was let read.
    public func clearance(of user: UserID, reading story: CaseID? = nil) -> Clearance? {
        guard let clearance = sight.clearance(of: user, reading: story) else { return nil }
        guard let story, keepsAddresses(of: story, from: user) else { return clearance }
        return clearance.withoutAddresses
    }

    /// What decides who sees what, as it is now: taken once for all deliveries of a turn.
    public var sight: Sight {
        Sight(
            authority: policy.authority,
            register: state.register,
            subscriptions: state.subscriptions,
            sharing: state.sharing
        )
    }

    /// Who may see what at one moment.
    public struct Sight {
        let authority: AuthorityCode
        let register: Register
        let subscriptions: SubscriptionBook
        /// What was taken back or corrected.
        public let sharing: SharingBook

        /// What a system may see, or `nil` if its name has no agency; `story` is a case that it was let read.
        public func clearance(of user: UserID, reading story: CaseID? = nil) -> Clearance? {
            user.agency.map { agency in
                Clearance(
                    of: user,
                    agency,
                    at: authority,
                    keys: register.activeKeys(of: user),
                    roles: register.roles(of: user),
                    story: story
                )
            }
        }

        /// Whether a subscription asked for the entry on a case topic.
        public func isOnCase(_ handle: SubscriptionHandle, _ aliases: [Topic]) -> Bool {
            subscriptions.reaches(handle, by: aliases.filter(\.isOnCase))
        }
    }

    /// Where a story's clock stands at the start: where the ledger ended.
    public var lastAccepted: Instant { state.lastAccepted }

    /// The shell could not send on a connection: it is gone, and what it did not acknowledge comes again.
    public mutating func connectionLost(_ connection: ConnectionID) { sessions.close(connection) }
}
