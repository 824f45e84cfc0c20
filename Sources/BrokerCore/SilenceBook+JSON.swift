import Escalation
import JSON
import Vocabulary

extension SilenceBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .heard(let system, let instant):
            writer.member("fact", "system-heard")
            writer.member("system", system)
            writer.member("at", instant)
        case .silent(let system, let since, let entry, let byBroker):
            writer.member("fact", "system-silent")
            writer.member("system", system)
            writer.member("since", since)
            writer.member("told", entry)
            writer.member("by-broker", byBroker)
        case .dropped(let system):
            writer.member("fact", "system-dropped")
            writer.member("system", system)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of who is silent.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "system-heard":
            self = .heard(try reader.identifier("system", UserKind.self), at: try reader.instant("at"))
        case "system-silent":
            self = .silent(
                try reader.identifier("system", UserKind.self),
                since: try reader.instant("since"),
                told: try reader.sequence("told"),
                byBroker: try reader.flag("by-broker")
            )
        case "system-dropped": self = .dropped(try reader.identifier("system", UserKind.self))
        default: return nil
        }
    }
}
