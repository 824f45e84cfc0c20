public import Vocabulary

/// The name of what is said, `area.event`, or of the case it is about, `case.<authority>.<case>.<area>.<event>`.
///
/// Topics are printable ASCII, so that equality of strings is equality of bytes.
public struct Topic: Hashable, Comparable, Sendable {
    /// The topic as written.
    public let text: String
    /// Whether it is a case topic, of five tokens.
    private let isOnCase: Bool

    /// Reads a topic, or `nil` if `text` is neither `area.event` nor a case topic.
    ///
    /// Area and event are 1 to 64 characters of `[a-z0-9-]`; authority and case are identifiers without `.`, `*` and
    /// `>`.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let tokens = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        switch tokens.count {
        case 2:
            guard !tokens[0].elementsEqual(Self.caseArea.utf8), tokens.allSatisfy(Self.isCatalogueToken)
            else { return nil }
        case 5:
            guard tokens[0].elementsEqual(Self.caseArea.utf8), Self.isToken(tokens[1]),
                Self.isToken(tokens[2]), Self.isCatalogueToken(tokens[3]), Self.isCatalogueToken(tokens[4])
            else { return nil }
        default: return nil
        }
        self.text = text
        isOnCase = tokens.count == 5
    }

    private init(known text: String, isOnCase: Bool) {
        self.text = text
        self.isOnCase = isOnCase
    }

    /// The parts between the dots, two or five.
    public var tokens: [Substring] { text.utf8.split(separator: UInt8(ascii: ".")).map(Substring.init) }

    /// The first of `area.event`, also on a case topic.
    public var area: String { tokens.dropLast().last.map(String.init) ?? "" }

    /// The last part.
    public var event: String { tokens.last.map(String.init) ?? "" }

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
        return Topic(
            known: "\(Self.caseArea).\(authority.text).\(caseID.text).\(published.text)",
            isOnCase: true
        )
    }

    /// This topic as republished when nobody known is concerned, so that the front door gets it.
    public func atFrontDoor(of authority: AuthorityCode) -> Topic? {
        CaseID.frontDoor.flatMap { onCase(authority: authority, case: $0) }
    }

    /// Whose case a case topic is about, or `nil` on a topic of the catalogue.
    public var casePlace: CasePlace? {
        guard isOnCase else { return nil }
        let tokens = tokens
        guard let authority = AuthorityCode(String(tokens[1])),
            let caseID = CaseID(String(tokens[2]))
        else { return nil }
        return CasePlace(authority: authority, caseID: caseID)
    }

    /// The topic of the catalogue that was published, which on such a topic is itself.
    public var published: Topic {
        guard isOnCase else { return self }
        let tokens = tokens
        return Topic(known: "\(tokens[3]).\(tokens[4])", isOnCase: false)
    }
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

    static func isCatalogueToken(_ token: some Collection<UInt8>) -> Bool {
        (1...64).contains(token.count)
            && token.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    static func isToken(_ token: some Collection<UInt8>) -> Bool {
        (1...128).contains(token.count)
            && token.allSatisfy { byte in
                byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "*")
                    && byte != UInt8(ascii: ">")
            }
    }
}

extension Identifier {
    /// Whether the identifier may stand between the dots of a topic: no `.`, `*` or `>` in it.
    public var isTopicToken: Bool { Topic.isToken(text.utf8) }
}

extension Identifier where Kind == CaseKind {
    /// The pseudo case under which a concern about nobody known is republished; `nil` never happens.
    static var frontDoor: CaseID? { CaseID("front-door") }
}
