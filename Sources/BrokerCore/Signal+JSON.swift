import JSON
import Patterns
import Vocabulary

extension Signal {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .test(let person, let isPositive):
            write("test", person, to: &writer)
            writer.member("positive", isPositive)
        case .use(let person): write("use", person, to: &writer)
        case .claim(let person, let since):
            write("claim", person, to: &writer)
            if let since { writer.member("since", since.iso8601) }
        case .missed(let person, let status):
            writer.member("signal", "missed")
            writer.member("person", optional: person)
            writer.member("status", status.rawValue)
        case .missedDoses(let person, let days):
            write("missed-doses", person, to: &writer)
            writer.member("days", Int64(days))
        case .testMissed(let person): write("test-missed", person, to: &writer)
        case .statement(let person, let key, let value):
            write("statement", person, to: &writer)
            writer.member("key", key)
            writer.member("value", value)
        case .treatment(let person): write("treatment", person, to: &writer)
        case .prescription(let person, let regime):
            write("prescription", person, to: &writer)
            if let regime { writer.member("regime", regime) }
        case .opioid(let person): write("opioid", person, to: &writer)
        case .regime(let person, let regime):
            write("regime", person, to: &writer)
            writer.member("regime", regime)
        case .jointPlan(let person): write("joint-plan", person, to: &writer)
        default: writeOfCase(to: &writer)
        }
    }

    /// Writes a signal that is about the case as a whole.
    private func writeOfCase(to writer: inout JSONWriter) {
        switch self {
        case .incident(let source):
            writer.member("signal", "incident")
            writer.member("source", source.rawValue)
        case .inCharge: writer.member("signal", "in-charge")
        case .carers(let people):
            writer.member("signal", "carers")
            writer.member("people", texts: people.map(\.text))
        case .storageCheck(let isDone):
            writer.member("signal", "storage-check")
            writer.member("done", isDone)
        case .sleepingPlace(let isSeen):
            writer.member("signal", "sleeping-place")
            writer.member("seen", isSeen)
        case .meeting(let type, let change):
            writer.member("signal", "meeting")
            writer.member("type", type)
            if let change { writer.member("change", change) }
        case .meetingUnsound(let faults):
            writer.member("signal", "meeting-unsound")
            writer.member("faults", texts: faults)
        case .notInvited(let roles):
            writer.member("signal", "not-invited")
            writer.member("roles", texts: roles.map(\.code))
        case .closureProposed(let polled):
            writer.member("signal", "closure-proposed")
            writer.member("polled", texts: polled.map(\.code))
        case .assessmentOutcomeHome: writer.member("signal", "assessment-outcome-home")
        case .hazard(let kind):
            writer.member("signal", "hazard")
            writer.member("kind", kind)
        case .hazardCleared(let kind):
            writer.member("signal", "hazard-cleared")
            if let kind { writer.member("kind", kind) }
        case .flag(let flag, let person, let detail):
            writer.member("signal", "flag")
            writer.member("flag", flag.rawValue)
            writer.member("person", optional: person)
            if let detail { writer.member("detail", detail) }
        case .test, .use, .claim, .missed, .missedDoses, .testMissed, .statement, .treatment, .prescription,
            .opioid, .regime, .jointPlan:
            preconditionFailure("a signal about a person")
        }
    }

    private func write(_ name: String, _ person: PersonID, to writer: inout JSONWriter) {
        writer.member("signal", name)
        writer.member("person", person)
    }

    /// Reads a signal, or `nil` if it has a name that this release does not know.
    init?(_ reader: FactReader) throws(FactFault) {
        let name = try reader.text("signal")
        if let signal = try Signal(ofPerson: name, reader) {
            self = signal
        } else if let signal = try Signal(ofCase: name, reader) {
            self = signal
        } else {
            return nil
        }
    }

    private init?(ofPerson name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "test": self = .test(try reader.person, isPositive: try reader.flag("positive"))
        case "use": self = .use(try reader.person)
        case "claim": self = .claim(try reader.person, since: try reader.optionalDay("since"))
        case "missed":
            self = .missed(
                try reader.optionalIdentifier("person", PersonKind.self),
                try reader.code("status", MissedStatus.self)
            )
        case "missed-doses":
            self = .missedDoses(try reader.person, days: Int(try reader.integer("days")))
        case "test-missed": self = .testMissed(try reader.person)
        case "statement":
            self = .statement(
                try reader.person,
                key: try reader.text("key"),
                value: try reader.text("value")
            )
        case "treatment": self = .treatment(try reader.person)
        case "prescription":
            let regime = reader.has("regime") ? try reader.text("regime") : nil
            self = .prescription(try reader.person, regime: regime)
        case "opioid": self = .opioid(try reader.person)
        case "regime": self = .regime(try reader.person, try reader.text("regime"))
        case "joint-plan": self = .jointPlan(try reader.person)
        default: return nil
        }
    }

    private init?(ofCase name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "incident": self = .incident(try reader.code("source", IncidentSource.self))
        case "in-charge": self = .inCharge
        case "carers": self = .carers(try reader.identifiers("people", PersonKind.self))
        case "storage-check": self = .storageCheck(isDone: try reader.flag("done"))
        case "sleeping-place": self = .sleepingPlace(isSeen: try reader.flag("seen"))
        case "meeting":
            let change = reader.has("change") ? try reader.flag("change") : nil
            self = .meeting(type: try reader.text("type"), change: change)
        case "meeting-unsound": self = .meetingUnsound(try reader.texts("faults"))
        case "not-invited": self = .notInvited(try reader.roles("roles"))
        case "closure-proposed": self = .closureProposed(polled: try reader.roles("polled"))
        case "assessment-outcome-home": self = .assessmentOutcomeHome
        case "hazard": self = .hazard(kind: try reader.text("kind"))
        case "hazard-cleared": self = .hazardCleared(kind: reader.has("kind") ? try reader.text("kind") : nil)
        case "flag":
            self = .flag(
                try reader.code("flag", PatternFlag.self),
                person: try reader.optionalIdentifier("person", PersonKind.self),
                detail: reader.has("detail") ? try reader.text("detail") : nil
            )
        default: return nil
        }
    }
}

extension FactReader {
    fileprivate var person: PersonID {
        get throws(FactFault) { try identifier("person", PersonKind.self) }
    }
}
