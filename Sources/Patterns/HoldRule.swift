/// What stops a change of state until a named person, or what is missing, lets it come about: policy, from a file.
public struct HoldRule: Hashable, Sendable {
    /// What must speak against the change.
    public enum Test: String, Hashable, Sendable, CaseIterable {
        /// What speaks against stepping down or closing (P15).
        case unsafeClosure = "unsafe-closure"
        /// The child goes or stays home, and no core assessment says so.
        case homeUnassessed = "home-unassessed"
        /// The decision was not talked through with the referrer.
        case notDiscussed = "not-discussed"
        /// Police have not decided whether it may be shared.
        case sharingUndecided = "sharing-undecided"
        /// No discharge planning meeting was held.
        case noDischargeMeeting = "no-discharge-meeting"
        /// A service ends that the plan requires.
        case planServiceEnds = "plan-service-ends"
        /// The statement of how a challenge ended is not whole.
        case statementIncomplete = "statement-incomplete"
        /// Nothing more: each such message is held.
        case always
        /// Nothing more, and once for each case.
        case once

        /// Whether what speaks against the change is said in words of its own.
        public var saysWhy: Bool { self == .unsafeClosure || self == .homeUnassessed }
    }

    /// What must speak against it.
    public let test: Test
    /// Why it is held, in a short word that is no content; empty where the test says why itself.
    public let reason: String
    /// By which rule of `domain.md`.
    public let rule: String
    /// The topics by which what is missing may arrive.
    public let endsBy: [String]
    /// Reasons of the message's own for which nothing is held.
    public let unless: [String]

    /// Creates a rule.
    public init(test: Test, reason: String, rule: String, endsBy: [String] = [], unless: [String] = []) {
        self.test = test
        self.reason = reason
        self.rule = rule
        self.endsBy = endsBy
        self.unless = unless
    }
}
