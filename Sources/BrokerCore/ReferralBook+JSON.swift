import JSON
import Vocabulary

extension ReferralBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .referred(let referral):
            writer.member("fact", "referred-on")
            writer.member("entry", referral.entry)
            writer.member("event", referral.event)
            writer.member("case", referral.caseID)
            if let person = referral.person { writer.member("person", person) }
            writer.member("role", referral.role.code)
        case .ended(let entry, let caseID):
            writer.member("fact", "referral-ended")
            writer.member("entry", entry)
            writer.member("case", caseID)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of referrals.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "referred-on":
            self = .referred(
                ReferralBook.Referral(
                    entry: try reader.sequence("entry"),
                    event: try reader.identifier("event", MessageKind.self),
                    caseID: try reader.identifier("case", CaseKind.self),
                    person: reader.has("person") ? try reader.identifier("person", PersonKind.self) : nil,
                    role: try reader.role("role")
                )
            )
        case "referral-ended":
            self = .ended(
                try reader.sequence("entry"),
                of: try reader.identifier("case", CaseKind.self)
            )
        default: return nil
        }
    }
}
