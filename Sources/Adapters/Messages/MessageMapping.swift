public import JSON
public import Topics

/// How one system's messages become events: which of their fields say what, in whose codes.
///
/// Where a field lies is a path in the message's own terms: `PID-3[5=NH].1` in HL7 version 2, `Patient.birthDate` in FHIR.
public struct MessageMapping: Sendable, Equatable {
    /// Whose messages they are, for people.
    public var title: String
    /// The rules, tried in this order; every one that fits makes an event.
    public var rules: [MessageRule]

    /// Creates a mapping.
    public init(title: String, rules: [MessageRule]) {
        self.title = title
        self.rules = rules
    }

    /// The triggers that any rule is for.
    public var triggers: [String] {
        var triggers: [String] = []
        for trigger in rules.flatMap(\.triggers) where !triggers.contains(trigger) {
            triggers.append(trigger)
        }
        return triggers
    }
}

/// What messages of a kind say.
public struct MessageRule: Sendable, Equatable {
    /// What a rule makes of a message.
    public enum Outcome: Sendable, Equatable {
        /// An event of that topic.
        case tells(Topic)
        /// Nothing, knowingly: the message is taken, and nobody needs to hear of it.
        case tellsNobody
    }

    /// The kinds of message: `SIU^S26`, or the name of a FHIR resource.
    public var triggers: [String]
    /// What must hold of the message, all of it.
    public var conditions: [MessageCondition]
    /// The parts each of which is an event of its own, such as `OBR`; `nil` makes one event of the message.
    public var each: String?
    /// What comes of it.
    public var outcome: Outcome
    /// Where it says when it happened; the first that is filled in counts.
    public var time: [String]
    /// Where it says when it was written down, likewise.
    public var recorded: [String]
    /// The payload's members.
    public var fields: [FieldRule]
    /// The payload's lists.
    public var lists: [MessageListRule]

    /// Creates a rule.
    public init(
        triggers: [String],
        conditions: [MessageCondition] = [],
        each: String? = nil,
        outcome: Outcome,
        time: [String] = [],
        recorded: [String] = [],
        fields: [FieldRule] = [],
        lists: [MessageListRule] = []
    ) {
        self.triggers = triggers
        self.conditions = conditions
        self.each = each
        self.outcome = outcome
        self.time = time
        self.recorded = recorded
        self.fields = fields
        self.lists = lists
    }
}

/// Something that must hold of a field before a rule applies.
public struct MessageCondition: Sendable, Equatable {
    /// What is asked of the field.
    public enum Test: Sendable, Equatable {
        /// It is one of these codes, in any case.
        case isOneOf([String])
        /// Something stands in it.
        case isFilled
        /// Nothing stands in it.
        case isEmpty
        /// It is a day so many years ago or less, counted to the first of these places that is filled in.
        case isYounger(thanYears: Int, on: [String])
        /// It is a day at least so many years ago, likewise.
        case isAtLeast(years: Int, on: [String])
    }

    /// Where the field lies.
    public var path: String
    /// What is asked of it.
    public var test: Test

    /// Creates a condition.
    public init(_ path: String, _ test: Test) {
        self.path = path
        self.test = test
    }
}

/// How a list of the payload is filled, such as its people.
public struct MessageListRule: Sendable, Equatable {
    /// The list in the payload.
    public var into: JSONPointer
    /// The parts each of which is an element, such as `OBX`; `nil` makes one element.
    public var each: String?
    /// What must hold of a part.
    public var conditions: [MessageCondition]
    /// The element's members; an element without any, or that is there already, is not added.
    public var fields: [FieldRule]

    /// Creates a rule.
    public init(
        into: JSONPointer,
        each: String? = nil,
        conditions: [MessageCondition] = [],
        fields: [FieldRule]
    ) {
        self.into = into
        self.each = each
        self.conditions = conditions
        self.fields = fields
    }
}
