public import Vocabulary

/// The name of what is said, `area.event`, or of the case it is about, `case.<authority>.<case>.<area>.<event>`.
///
/// Topics are printable ASCII, so that equality of strings is equality of bytes.
public struct Topic: Hashable, Comparable, Sendable {
    /// The topic as written.
    public let text: String
    /// Where `area.event` begins: at 0, or on a case topic behind its case.
    private let area0: UInt16
    /// Where the last dot is.
    private let dot: UInt16

    /// Reads a topic, or `nil` if `text` is neither `area.event` nor a case topic.
    ///
    /// Area and event are 1 to 64 characters of `[a-z0-9-]`; authority and case are identifiers without `.`, `*` and
    /// `>`.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard bytes.count <= Self.longest else { return nil }
        // Where each token ends; asked for every message, so nothing is made on the way.
        var ends = InlineArray<5, Int>(repeating: bytes.count)
        var count = 1
        for index in bytes.indices where bytes[index] == UInt8(ascii: ".") {
            guard count < ends.count else { return nil }
            ends[count - 1] = index
            count += 1
        }
        let isCase = Self.isCaseArea(bytes.extracting(0..<ends[0]))
        switch count {
        case 2 where !isCase: area0 = 0
        case 5 where isCase:
            guard Self.isToken(bytes.extracting(ends[0] + 1..<ends[1])),
                Self.isToken(bytes.extracting(ends[1] + 1..<ends[2]))
            else { return nil }
            area0 = UInt16(ends[2] + 1)
        default: return nil
        }
        dot = UInt16(ends[count - 2])
        guard Self.isCatalogueToken(bytes.extracting(Int(area0)..<Int(dot))),
            Self.isCatalogueToken(bytes.extracting(Int(dot) + 1..<bytes.count))
        else { return nil }
        self.text = text
    }

    /// A topic whose parts are known to be right: what stands before `area.event`, and that.
    private init(prefix: String, published: Topic) {
        let place = prefix.utf8.count
        text = prefix + published.part(Int(published.area0)...)
        area0 = UInt16(place)
        dot = published.dot - published.area0 + UInt16(place)
    }

    /// The parts between the dots, two or five.
    public var tokens: [Substring] {
        var tokens: [Substring] = []
        forEachToken { tokens.append($0) }
        return tokens
    }

    /// Hands over the parts between the dots, two or five, in order.
    func forEachToken(_ body: (Substring) -> Void) {
        let bytes = text.utf8Span.span
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: ".") {
            body(part(start..<index))
            start = index + 1
        }
        body(part(start...))
    }

    /// The first of `area.event`, also on a case topic.
    public var area: String { String(part(Int(area0)..<Int(dot))) }

    /// The last part.
    public var event: String { String(part(Int(dot + 1)...)) }

    private func part(_ offsets: some RangeExpression<Int>) -> Substring {
        let range = offsets.relative(to: 0..<text.utf8.count)
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        let end = text.utf8.index(text.startIndex, offsetBy: range.upperBound)
        return text[start..<end]
    }

    /// What a CloudEvent on this topic calls its type (`wire.md`, "Events").
    public var eventType: String { published.text + ".v1" }

    /// Orders topics by their bytes.
    public static func < (lhs: Topic, rhs: Topic) -> Bool {
        lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8)
    }
}

// MARK: Case topics
extension Topic {
    /// This topic as the broker of `authority` republishes it on a case, or `nil` if an identifier is no topic token.
    ///
    /// On a topic that already is a case topic, the case is replaced.
    public func onCase(authority: AuthorityCode, case caseID: CaseID) -> Topic? {
        guard authority.isTopicToken, caseID.isTopicToken else { return nil }
        return Topic(prefix: Self.caseArea + "." + authority.text + "." + caseID.text + ".", published: self)
    }

    /// This topic as republished when nobody known is concerned, so that the front door gets it.
    public func atFrontDoor(of authority: AuthorityCode) -> Topic? {
        CaseID.frontDoor.flatMap { onCase(authority: authority, case: $0) }
    }

    /// Whether it is the topic of a case.
    public var isOnCase: Bool { area0 > 0 }

    /// Whose case a case topic is about, or `nil` on a topic of the catalogue.
    public var casePlace: CasePlace? {
        guard isOnCase else { return nil }
        let bytes = text.utf8Span.span
        let start = Self.caseArea.utf8.count + 1
        var dot = start
        while bytes[dot] != UInt8(ascii: ".") { dot += 1 }
        guard let authority = AuthorityCode(String(part(start..<dot))),
            let caseID = CaseID(String(part(dot + 1..<Int(area0) - 1)))
        else { return nil }
        return CasePlace(authority: authority, caseID: caseID)
    }

    /// The topic of the catalogue that was published, which on such a topic is itself.
    public var published: Topic { isOnCase ? Topic(prefix: "", published: self) : self }
}

extension Topic: CustomStringConvertible {
    /// The topic as written.
    public var description: String { text }
}

// MARK: Tokens
extension Topic {
    /// The area under which the broker republishes; no topic of the catalogue may use it.
    static let caseArea = "case"

    /// `case`, two identifiers of 128, two tokens of 64 and four dots, rounded up.
    static let longest = 400

    private static func isCaseArea(_ token: Span<UInt8>) -> Bool {
        let area = caseArea.utf8Span.span
        guard token.count == area.count else { return false }
        for index in token.indices where token[index] != area[index] { return false }
        return true
    }

    static func isCatalogueToken(_ token: Span<UInt8>) -> Bool {
        guard (1...64).contains(token.count) else { return false }
        for index in token.indices {
            switch token[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                continue
            default: return false
            }
        }
        return true
    }

    static func isToken(_ token: Span<UInt8>) -> Bool {
        guard (1...128).contains(token.count) else { return false }
        for index in token.indices {
            let byte = token[index]
            guard byte > 0x20, byte < 0x7f, byte != UInt8(ascii: "."), byte != UInt8(ascii: "*"),
                byte != UInt8(ascii: ">")
            else { return false }
        }
        return true
    }
}

extension Identifier {
    /// Whether the identifier may stand between the dots of a topic: no `.`, `*` or `>` in it.
    public var isTopicToken: Bool { Topic.isToken(text.utf8Span.span) }
}

extension Identifier where Kind == CaseKind {
    /// The pseudo case under which a concern about nobody known is republished; `nil` never happens.
    static var frontDoor: CaseID? { CaseID("front-door") }
}
