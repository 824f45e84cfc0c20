/// A message, or a part of it, that rules can ask for what stands in it.
protocol MessageRecord {
    /// How its dates must be written, for people.
    static var datePhrase: String { get }

    /// What stands at a path, without what is empty: in this part if it has that segment or resource, else in the whole.
    func values(at path: String) -> [String]

    /// The parts of that name in this part, each with what belongs to it.
    func parts(named name: String) -> [Self]

    /// The day and instant that a text means.
    static func moment(_ text: String) -> Moment?
}

/// Why a message cannot become events: where, and what must stand there; never what stands there.
struct MessageFault: Error, Equatable {
    enum Kind: Equatable {
        /// No rule is for messages of this kind.
        case unknownTrigger
        /// Something that is needed is missing.
        case missing
        /// Something is not of its type.
        case wrongType
        /// A code that no rule knows.
        case unknownCode
        /// The event does not fit its topic.
        case unfit
    }

    let kind: Kind
    /// A path in the message's own terms, or empty for the message as a whole.
    let path: String
    let mustBe: String
}
