public import Escalation
import JSON
public import Meetings
public import Patterns
public import Routing
import Topics
public import Transfer
import Vocabulary

/// Anything that became true; one line of JSON, its name in the member `fact`.
public enum BrokerFact: Sendable, Equatable {
    /// The ledger began.
    case started(storyClock: Bool)
    /// The entry went to these people.
    case routed(RoutedFact)
    /// Who people, households, agencies, staff and keys are.
    case register(Register.Fact)
    /// Cases, and who works on them.
    case casebook(Casebook.Fact)
    /// Who must answer.
    case escalation(EscalationBook.Fact)
    /// Durable subscriptions and their positions.
    case subscription(SubscriptionFact)
    /// Responsibility between authorities.
    case transfer(TransferFact)
    /// A delivery that its recipient could not process is a person's now.
    case quarantined(Quarantined)
    /// Clocks that run, warn, run out and are met.
    case clock(ClockBook.Fact)
    /// Meetings, and whether they were sound.
    case meeting(MeetingBook.Fact)
    /// What several concerns mean together.
    case pattern(PatternBook.Fact)
    /// Changes of state that wait for a person.
    case hold(HoldBook.Fact)
    /// What agencies said will come.
    case expectation(ExpectationBook.Fact)
    /// Professional challenges that are not settled.
    case challenge(ChallengeBook.Fact)
    /// What was taken back or corrected, and who opened a case that is not theirs.
    case sharing(SharingBook.Fact)
    /// Consultations without names.
    case consultation(ConsultationBook.Fact)
    /// Referrals to services that have not ended.
    case referral(ReferralBook.Fact)
    /// Which systems are heard, and which have gone quiet.
    case silence(SilenceBook.Fact)

    /// The line, newline included; `after` is for facts that belong to no entry, `of` for those whose entry is elsewhere.
    func line(after: LedgerSequence? = nil, of concern: MessageID? = nil) -> [UInt8] {
        var writer = JSONWriter()
        writeLine(to: &writer, after: after, of: concern)
        return writer.bytes
    }

    /// Writes the line.
    func writeLine(
        to writer: inout JSONWriter,
        after: LedgerSequence? = nil,
        of concern: MessageID? = nil
    ) {
        writer.beginObject()
        switch self {
        case .started(let storyClock):
            writer.member("fact", "started")
            writer.member("story-clock", storyClock)
        case .routed(let fact): fact.write(to: &writer)
        case .register(let fact): fact.write(to: &writer)
        case .casebook(let fact): fact.write(to: &writer)
        case .escalation(let fact): fact.write(to: &writer)
        case .subscription(let fact): fact.write(to: &writer)
        case .quarantined(let quarantined): quarantined.write(to: &writer)
        case .clock(let fact): fact.write(to: &writer)
        case .meeting(let fact): fact.write(to: &writer)
        case .pattern(let fact): fact.write(to: &writer)
        case .hold(let fact): fact.write(to: &writer)
        case .expectation(let fact): fact.write(to: &writer)
        case .challenge(let fact): fact.write(to: &writer)
        case .sharing(let fact): fact.write(to: &writer)
        case .consultation(let fact): fact.write(to: &writer)
        case .referral(let fact): fact.write(to: &writer)
        case .silence(let fact): fact.write(to: &writer)
        case .transfer(let fact):
            guard case .object(let members) = fact.json else { preconditionFailure("a fact is an object") }
            for member in members {
                writer.key(text: member.key)
                writer.value(member.value)
            }
        }
        if let after { writer.member("after", after) }
        if let concern { writer.member("of", concern) }
        writer.endObject()
        writer.endLine()
    }

    /// Reads the facts of an entry or of a turn, one a line.
    ///
    /// - Throws: the first fact that does not read.
    public static func read(_ lines: [UInt8]) throws(FactFault) -> [BrokerFact] {
        try readers(of: lines).map { reader throws(FactFault) in try BrokerFact(reader) }
    }

    /// Reads lines one after another, so that no more than one is in memory twice.
    static func forEachReader(
        of lines: [UInt8],
        _ body: (FactReader) throws(FactFault) -> Void
    ) throws(FactFault) {
        var start = lines.startIndex
        while start < lines.endIndex {
            let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.endIndex
            if start < end { try body(try reader(Array(lines[start..<end]))) }
            start = end + 1
        }
    }

    static func readers(of lines: [UInt8]) throws(FactFault) -> [FactReader] {
        var readers: [FactReader] = []
        try forEachReader(of: lines) { readers.append($0) }
        return readers
    }

    private static func reader(_ line: [UInt8]) throws(FactFault) -> FactReader {
        do throws(JSONError) {
            return FactReader(node: try JSONDocument(parsing: line, depth: 16).root)
        } catch {
            throw FactFault(fact: "", member: "line")
        }
    }

    init(_ reader: FactReader) throws(FactFault) {
        let name = try reader.text("fact")
        if name == "started" {
            self = .started(storyClock: try reader.flag("story-clock"))
        } else if name == "routed" {
            self = .routed(try RoutedFact(reader))
        } else if name == "quarantined" {
            self = .quarantined(try Quarantined(reader))
        } else if let fact = try SubscriptionFact(name, reader) {
            self = .subscription(fact)
        } else if let fact = try EscalationBook.Fact(name, reader) {
            self = .escalation(fact)
        } else if let fact = try ClockBook.Fact(name, reader) {
            self = .clock(fact)
        } else if let fact = try PatternBook.Fact(name, reader) {
            self = .pattern(fact)
        } else if let fact = try MeetingBook.Fact(name, reader) {
            self = .meeting(fact)
        } else if let fact = try HoldBook.Fact(name, reader) {
            self = .hold(fact)
        } else if let fact = try ExpectationBook.Fact(name, reader) {
            self = .expectation(fact)
        } else if let fact = try ConsultationBook.Fact(name, reader) {
            self = .consultation(fact)
        } else if let fact = try SilenceBook.Fact(name, reader) {
            self = .silence(fact)
        } else if let fact = try ReferralBook.Fact(name, reader) {
            self = .referral(fact)
        } else if let fact = try ChallengeBook.Fact(name, reader) {
            self = .challenge(fact)
        } else if let fact = try SharingBook.Fact(name, reader) {
            self = .sharing(fact)
        } else if let fact = try Register.Fact(name, reader) {
            self = .register(fact)
        } else if let fact = try Casebook.Fact(name, reader) {
            self = .casebook(fact)
        } else {
            do throws(TransferFault) { self = .transfer(try TransferFact(json: reader.node)) } catch {
                throw FactFault(fact: name, member: error.description)
            }
        }
    }
}

extension RoutedFact {
    /// The routing decision among an entry's facts, or `nil` if it was not routed.
    ///
    /// - Throws: the first fact that does not read.
    public static func find(in facts: [UInt8]) throws(FactFault) -> RoutedFact? {
        for fact in try BrokerFact.read(facts) {
            if case .routed(let routed) = fact { return routed }
        }
        return nil
    }
}
