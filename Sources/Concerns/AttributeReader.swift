import JSON
import Topics
import Vocabulary

/// Reads the attributes of an event, and says what one was and what it must be.
struct AttributeReader {
    private static let known: Set<String> = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
        "recordedtime", "lawfulbasis", "sharingpurpose", "correlationid", "causationid", "supersedes",
        "signature", "concernlevel", "acknowledgeby", "responsibleepoch",
    ]

    private let root: JSONNode
    /// Attributes that were there when asked for; if these are all, there is no stranger among them.
    private var found = 0

    init(_ root: JSONNode) throws(PayloadFault) {
        guard root.kind == .object else {
            throw PayloadFault(pointer: .root, was: root.kind.phrase, mustBe: "an event, an object")
        }
        self.root = root
    }

    mutating func required<Value>(
        _ name: String,
        _ mustBe: String,
        _ read: (String) -> Value?
    ) throws(PayloadFault) -> Value {
        guard let value = try optional(name, mustBe, read) else { throw fault(name, "missing", mustBe) }
        return value
    }

    /// The attribute, or `nil` when it is absent; `null` is refused, because CloudEvents takes it for absent and signers might not.
    mutating func optional<Value>(
        _ name: String,
        _ mustBe: String,
        _ read: (String) -> Value?
    ) throws(PayloadFault) -> Value? {
        // Most events have few of the attributes they could have: once all that is there was found, nobody looks.
        guard found < root.count, let node = root[name] else { return nil }
        found += 1
        guard let text = node.string else { throw fault(name, node.kind.phrase, mustBe) }
        guard let value = read(text) else {
            throw fault(name, "a string of \(text.unicodeScalars.count) characters", mustBe)
        }
        return value
    }

    mutating func constant(_ name: String, _ text: String) throws(PayloadFault) {
        guard root[name]?.isString(text) == true else {
            return try required(name, "`\(text)`") { $0.utf8.elementsEqual(text.utf8) ? () : nil }
        }
        found += 1
    }

    mutating func optionalConstant(_ name: String, _ text: String) throws(PayloadFault) {
        if root[name] != nil { try constant(name, text) }
    }

    mutating func identifier<Kind>(_ name: String) throws(PayloadFault) -> Identifier<Kind> {
        try required(name, Self.identifierPhrase) { Identifier($0) }
    }

    mutating func optionalIdentifier<Kind>(_ name: String) throws(PayloadFault) -> Identifier<Kind>? {
        try optional(name, Self.identifierPhrase) { Identifier($0) }
    }

    mutating func instant(_ name: String) throws(PayloadFault) -> Instant {
        try required(name, Self.instantPhrase) { Instant(rfc3339: $0) }
    }

    mutating func optionalInstant(_ name: String) throws(PayloadFault) -> Instant? {
        try optional(name, Self.instantPhrase) { Instant(rfc3339: $0) }
    }

    /// A text that is not empty, at most 1 024 bytes.
    static func text(_ text: String) -> String? {
        (1...1024).contains(text.utf8.count) ? text : nil
    }

    private static let identifierPhrase = "1 to 128 printable ASCII characters without spaces"
    private static let instantPhrase = "an RFC 3339 date-time with its offset"

    private func fault(_ name: String, _ was: String, _ mustBe: String) -> PayloadFault {
        PayloadFault(pointer: JSONPointer([name]), was: was, mustBe: mustBe)
    }
}

// MARK: Attributes with rules of their own
extension AttributeReader {
    /// A handle, `nil` when absent or empty.
    ///
    /// An NHS number is refused here, because subjects are shown where a payload is not.
    mutating func subject() throws(PayloadFault) -> String? {
        let subject = try optional(
            "subject",
            "a handle that the broker issued, or empty; never an NHS number"
        ) {
            $0.isEmpty || Identifier<Self>($0) != nil && NHSNumber($0) == nil ? $0 : nil
        }
        return subject?.isEmpty == true ? nil : subject
    }

    mutating func data() throws(PayloadFault) -> JSONNode {
        guard let data = root["data"] else { throw fault("data", "missing", "an object") }
        found += 1
        guard data.kind == .object else { throw fault("data", data.kind.phrase, "an object") }
        return data
    }

    mutating func signature() throws(PayloadFault) -> [UInt8]? {
        try optional("signature", "base64 of 64 bytes") { text in
            Base64.decode(text).flatMap { $0.count == 64 ? $0 : nil }
        }
    }

    /// What a broker added, all or nothing: the others may only stand beside a `concernlevel`.
    mutating func caseAttributes() throws(PayloadFault) -> CaseAttributes? {
        let acknowledgeBy = try optionalInstant("acknowledgeby")
        let epoch = try epoch()
        guard let level = try optional("concernlevel", "S1 to S4", Severity.init(rawValue:)) else {
            guard acknowledgeBy == nil, epoch == nil else {
                throw fault("concernlevel", "missing", "S1 to S4")
            }
            return nil
        }
        return CaseAttributes(concernLevel: level, acknowledgeBy: acknowledgeBy, responsibleEpoch: epoch)
    }

    private mutating func epoch() throws(PayloadFault) -> Int64? {
        guard found < root.count, let node = root["responsibleepoch"] else { return nil }
        found += 1
        guard let epoch = node.integer, epoch >= 0 else {
            throw fault("responsibleepoch", node.kind.phrase, "an integer of at least 0")
        }
        return epoch
    }

    /// Attributes that `wire.md` does not name are taken if CloudEvents 1.0 allows them; ask last.
    func foreign() throws(PayloadFault) {
        guard found < root.count else { return }
        for (name, node) in root.members where !Self.known.contains(name) {
            // The name itself is a stranger's text of any length, so the fault points at the event.
            guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameCharacter) else {
                let was = "an attribute with another name"
                throw PayloadFault(
                    pointer: .root,
                    was: was,
                    mustBe: "attributes named with 1 to 64 of a-z and 0-9"
                )
            }
            switch node.kind {
            case .boolean, .integer, .string: continue
            case .null, .number, .array, .object:
                throw fault(name, node.kind.phrase, "a string, an integer or a boolean")
            }
        }
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension EventSource {
    static let phrase = "urn:concordat:<authority>:<agency>:<system>"
}

extension JSONKind {
    /// The kind with its article.
    var phrase: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
