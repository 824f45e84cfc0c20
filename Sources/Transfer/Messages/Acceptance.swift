internal import JSON
public import Vocabulary

/// The receiver's acceptance: which offer, who answers for it, and when the receiving-in conference is.
public struct Acceptance: Sendable, Equatable {
    /// The offer that is accepted.
    public var offer: Digest
    /// Who answers for the acceptance.
    public var person: NamedPerson
    /// The date of the receiving-in conference.
    public var conference: CivilDate

    /// Creates an acceptance.
    public init(offer: Digest, person: NamedPerson, conference: CivilDate) {
        self.offer = offer
        self.person = person
        self.conference = conference
    }
}

extension Acceptance {
    init(_ reader: MemberReader) throws(TransferFault) {
        offer = try reader.digest("offer")
        person = try reader.person
        conference = try reader.date("conference")
    }

    var json: [JSONMember] {
        [
            JSONMember("offer", .string(offer.hex)), JSONMember("person", person.json),
            JSONMember("conference", .string(conference.iso8601)),
        ]
    }
}
