import JSON
import Patterns
import Topics
import Vocabulary

extension PatternBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .observed(let caseID, let observation):
            writer.member("fact", "pattern-observed")
            writer.member("case", caseID)
            observation.write(to: &writer)
        case .raised(let caseID, let alert):
            writer.member("fact", "pattern-raised")
            writer.member("case", caseID)
            alert.write(to: &writer)
        case .silenced(let caseID, let alert):
            writer.member("fact", "pattern-silenced")
            writer.member("case", caseID)
            alert.write(to: &writer)
        case .windowDeclared(let caseID, let window):
            writer.member("fact", "window-declared")
            writer.member("case", caseID)
            writer.member("name", window.name)
            writer.member("from", window.first.iso8601)
            writer.member("through", window.last.iso8601)
        case .withdrawn(let caseID, let entry):
            writer.member("fact", "pattern-withdrawn")
            writer.member("case", caseID)
            writer.member("entry", entry)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of patterns.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "pattern-observed":
            self = .observed(try reader.identifier("case", CaseKind.self), try Observation(reader))
        case "pattern-raised":
            self = .raised(try reader.identifier("case", CaseKind.self), try PatternAlert(reader))
        case "pattern-silenced":
            self = .silenced(try reader.identifier("case", CaseKind.self), try PatternAlert(reader))
        case "pattern-withdrawn":
            self = .withdrawn(try reader.identifier("case", CaseKind.self), try reader.sequence("entry"))
        case "window-declared":
            let window = RiskWindow(
                name: try reader.text("name"),
                from: try reader.day("from"),
                through: try reader.day("through")
            )
            self = .windowDeclared(try reader.identifier("case", CaseKind.self), window)
        default: return nil
        }
    }
}

extension Observation {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("entry", entry)
        writer.member("at", at)
        writer.member("author", author)
        writer.member("topic", topic.text)
        writer.member("severity", severity.rawValue)
        writer.member("who", who.text)
        if let happened { writer.member("happened", happened.iso8601) }
        if let evidenceDate { writer.member("evidence-date", evidenceDate.iso8601) }
        writer.key("signals")
        writer.beginArray()
        for signal in signals {
            writer.beginObject()
            signal.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    fileprivate init(_ reader: FactReader) throws(FactFault) {
        guard let topic = Topic(try reader.text("topic")) else { throw FactFault(reader.node, "topic") }
        self.init(
            entry: try reader.sequence("entry"),
            at: try reader.instant("at"),
            author: try reader.identifier("author", UserKind.self),
            topic: topic,
            severity: try reader.code("severity", Severity.self),
            who: try reader.subject("who"),
            happened: try reader.optionalDay("happened"),
            evidenceDate: try reader.optionalDay("evidence-date"),
            signals: try reader.list("signals") { node throws(FactFault) in
                guard let signal = try Signal(FactReader(node: node)) else {
                    throw FactFault(reader.node, "signals")
                }
                return signal
            }
        )
    }
}

extension PatternAlert {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("subject", subject.text)
        writer.member("severity", severity.rawValue)
        writer.member("causes", integers: causes.map(\.number))
        writer.member("count", Int64(count))
        writer.member("details", texts: details)
        writer.member("version", Int64(version))
        writer.member("at", at)
        writer.member("holds", holds)
    }

    fileprivate init(_ reader: FactReader) throws(FactFault) {
        self.init(
            code: try reader.text("code"),
            subject: try reader.subject("subject"),
            severity: try reader.code("severity", Severity.self),
            causes: try reader.integers("causes").map { LedgerSequence($0) },
            count: Int(try reader.integer("count")),
            details: try reader.texts("details"),
            version: Int(try reader.integer("version")),
            at: try reader.instant("at"),
            holds: try reader.flag("holds")
        )
    }
}

extension FactReader {
    fileprivate func subject(_ name: String) throws(FactFault) -> PatternSubject {
        guard let subject = PatternSubject(try text(name)) else { throw FactFault(node, name) }
        return subject
    }

    func day(_ name: String) throws(FactFault) -> CivilDate {
        guard let day = try optionalDay(name) else { throw FactFault(node, name) }
        return day
    }

    func optionalDay(_ name: String) throws(FactFault) -> CivilDate? {
        guard has(name) else { return nil }
        guard let day = CivilDate(iso8601: try text(name)) else { throw FactFault(node, name) }
        return day
    }

    func texts(_ name: String) throws(FactFault) -> [String] {
        try list(name) { element throws(FactFault) in
            guard let text = element.string else { throw FactFault(node, name) }
            return text
        }
    }
}
