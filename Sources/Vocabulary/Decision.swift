/// What a machine answers to an input: facts to make durable, then actions to run, in that order and no other.
public struct Decision<Fact: Sendable & Equatable, Action: Sendable & Equatable>: Sendable, Equatable {
    /// What is now true; already applied in memory, to be stored before any action runs.
    public var facts: [Fact]
    /// What the shell must do once the facts are durable; identifiers only.
    public var actions: [Action]

    /// Creates a decision.
    public init(facts: [Fact] = [], actions: [Action] = []) {
        self.facts = facts
        self.actions = actions
    }

    /// Nothing became true and nothing is to be done.
    public static var nothing: Decision { Decision() }
}

extension Decision {
    /// Adds what a further step decided, after what is already here.
    public mutating func append(_ other: Decision) {
        facts += other.facts
        actions += other.actions
    }
}
