/// What somebody subscribes to or may publish: a topic in which `*` stands for one token and a last `>` for the rest.
///
/// `police.*` and `police.>` both match `police.arrest`; `>` alone matches everything, `police.>` never `police`.
public struct TopicPattern: Hashable, Comparable, Sendable {
    /// One place of a pattern.
    enum Token: Hashable, Sendable {
        case literal(String)
        case any
        case rest
    }

    /// The pattern as written.
    public let text: String
    let tokens: [Token]

    /// Reads a pattern of 1 to 8 tokens, or `nil` if a wildcard is part of a token or `>` is not the last.
    public init?(_ text: String) {
        guard text.utf8.count <= Topic.longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var tokens: [Token] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case "*": tokens.append(.any)
            case ">" where index == parts.count - 1: tokens.append(.rest)
            default:
                guard Topic.isToken(part.utf8Span.span) else { return nil }
                tokens.append(.literal(String(part)))
            }
        }
        self.text = text
        self.tokens = tokens
    }

    /// The pattern that matches one topic and nothing else.
    public init(_ topic: Topic) {
        text = topic.text
        tokens = topic.tokens.map { .literal(String($0)) }
    }

    /// Whether the pattern stands for this topic.
    public func matches(_ topic: Topic) -> Bool {
        // Asked several times for every entry and recipient: walks the bytes, makes nothing.
        let bytes = topic.text.utf8Span.span
        var start = 0
        for token in tokens {
            guard start <= bytes.count else { return false }
            switch token {
            case .rest: return true
            case .any: while start < bytes.count, bytes[start] != UInt8(ascii: ".") { start += 1 }
            case .literal(let text):
                let literal = text.utf8Span.span
                guard literal.count <= bytes.count - start else { return false }
                for index in literal.indices where literal[index] != bytes[start + index] { return false }
                start += literal.count
                guard start == bytes.count || bytes[start] == UInt8(ascii: ".") else { return false }
            }
            start += 1
        }
        return start > bytes.count
    }

    /// Whether every topic that `other` stands for, of whatever length, is one that this pattern stands for.
    public func covers(_ other: TopicPattern) -> Bool {
        var theirs = other.tokens[...]
        for token in tokens {
            guard let their = theirs.popFirst() else { return false }
            switch token {
            case .rest: return true
            case .any: if their == .rest { return false }
            case .literal: if their != token { return false }
            }
        }
        return theirs.isEmpty
    }

    /// Orders patterns by their bytes.
    public static func < (lhs: TopicPattern, rhs: TopicPattern) -> Bool {
        lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8)
    }
}

extension TopicPattern: CustomStringConvertible {
    /// The pattern as written.
    public var description: String { text }
}
