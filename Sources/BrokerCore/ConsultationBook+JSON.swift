import JSON
import Vocabulary

extension ConsultationBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .asked(let question):
            writer.member("fact", "consultation-asked")
            writer.member("entry", question.entry)
            writer.member("id", question.id)
            writer.member("by", question.asker)
            if let due = question.due { writer.member("due", due) }
        case .answered(let question, let answer):
            writer.member("fact", "consultation-answered")
            writer.member("id", question)
            writer.member("by", answer)
        case .unanswered(let question):
            writer.member("fact", "consultation-unanswered")
            writer.member("id", question)
        case .referred(let referral):
            writer.member("fact", "consultation-referred")
            writer.member("entry", referral.entry)
            writer.member("cases", texts: referral.cases.map(\.text))
            writer.member("asked", referral.question)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of consultations.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "consultation-asked":
            self = .asked(
                ConsultationBook.Question(
                    entry: try reader.sequence("entry"),
                    id: try reader.identifier("id", MessageKind.self),
                    asker: try reader.identifier("by", UserKind.self),
                    due: reader.has("due") ? try reader.instant("due") : nil
                )
            )
        case "consultation-answered":
            self = .answered(
                try reader.identifier("id", MessageKind.self),
                try reader.identifier("by", MessageKind.self)
            )
        case "consultation-unanswered": self = .unanswered(try reader.identifier("id", MessageKind.self))
        case "consultation-referred":
            self = .referred(
                ConsultationBook.Referral(
                    entry: try reader.sequence("entry"),
                    cases: try reader.identifiers("cases", CaseKind.self),
                    question: try reader.sequence("asked")
                )
            )
        default: return nil
        }
    }
}
