/// Why somebody was told, said to themselves; and what they can decide.
enum ReasonWords {
    /// `You are …`, for the rule of a delivery.
    static func why(_ rule: String) -> String { reasons[rule] ?? "The partnership’s rules tell you of it" }

    /// Decisions on a concern, in the order offered.
    static let decisions: [(value: String, title: String, hint: String)] = [
        ("acting", "I am acting on it", "You are asked again unless you say in time that it is done."),
        ("done", "It is done", "Say what was done."),
        ("seen", "I have seen it", "Nothing more is needed from you."),
        ("not-mine", "It is not mine", "Say whose it is, or it climbs to the next person."),
        ("disagree", "I disagree", "This opens a professional challenge; whoever said it is told."),
    ]

    static func decision(_ value: String) -> String {
        decisions.first { $0.value == value }?.title ?? value
    }

    static func severity(_ code: String) -> String {
        switch code {
        case "S1": "A child may be unsafe now"
        case "S2": "Protection changed or failing"
        case "S3": "Needs attention"
        case "S4": "For information"
        default: ""
        }
    }

    private static let reasons = [
        "lead-professional": "You are the allocated social worker", "unqualified-lead": "You hold the case",
        "cover": "You stand in for whoever holds the case",
        "duty-unallocated": "Nobody holds the case, and you are duty",
        "manager-unallocated": "Nobody holds the case and there is no duty team",
        "head-of-service-unallocated": "Nobody below you is there",
        "team-manager-added": "The case has no qualified lead", "team-manager": "You manage the team",
        "active-on-case": "You work on the case", "introduced": "You work with this household",
        "formerly": "You worked on the case until it was closed", "always": "Your role is told on every case",
        "most-involved": "You see most of a case that social care does not know",
        "decides-sharing": "You decide whether it may be shared",
        "front-door": "Nobody it is about has an open case: the front door screens it",
        "front-door-duty": "There is no front door: duty screens it", "out-of-hours": "The office is shut",
        "escalated": "Nobody below you answered in time", "unanswered": "You said it, and nobody answered",
        "challenged": "Somebody disagrees with what you said or decided",
        "challenger": "You raised the challenge",
        "passed-on": "Whoever was asked said that it is yours", "asked": "You asked",
    ]
}
