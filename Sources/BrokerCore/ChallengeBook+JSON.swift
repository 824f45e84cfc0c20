import JSON
import Vocabulary

extension ChallengeBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .raised(let challenge):
            writer.member("fact", "challenge-raised")
            writer.member("entry", challenge.entry)
            writer.member("id", challenge.id)
            if let about = challenge.about { writer.member("about", about) }
            writer.member("author", optional: challenge.author)
            writer.member("from", challenge.publisher)
        case .proposed(let entry, let statement):
            writer.member("fact", "challenge-statement-incomplete")
            writer.member("entry", entry)
            writer.member("by", statement)
        case .resolved(let entry, let statement, let instant):
            writer.member("fact", "challenge-resolved")
            writer.member("entry", entry)
            writer.member("by", statement)
            writer.member("at", instant)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of challenges.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "challenge-raised":
            self = .raised(
                ChallengeBook.Challenge(
                    entry: try reader.sequence("entry"),
                    id: try reader.identifier("id", MessageKind.self),
                    about: reader.has("about") ? try reader.text("about") : nil,
                    author: try reader.optionalIdentifier("author", StaffKind.self),
                    publisher: try reader.identifier("from", UserKind.self)
                )
            )
        case "challenge-statement-incomplete":
            self = .proposed(try reader.sequence("entry"), by: try reader.sequence("by"))
        case "challenge-resolved":
            self = .resolved(
                try reader.sequence("entry"),
                by: try reader.sequence("by"),
                at: try reader.instant("at")
            )
        default: return nil
        }
    }
}
