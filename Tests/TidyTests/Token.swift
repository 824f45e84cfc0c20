/// A piece of Swift source: a word, a mark, a literal or a comment.
struct Token: Equatable, Sendable {
    /// What it is.
    enum Kind: Sendable {
        case word
        /// One character that is none of the others.
        case mark
        /// A string literal with everything in it: rules do not look inside, interpolations included.
        case literal
        case comment
    }

    let kind: Kind
    let text: String
    /// The line on which it begins, from 1.
    let line: Int
    /// Whether nothing stands between it and the token before.
    let isAdjacent: Bool
}

extension Token {
    /// All tokens of a source, in order.
    static func tokens(of source: String) -> [Token] {
        var lexer = Lexer(bytes: Array(source.utf8))
        return lexer.tokens()
    }
}

/// Cuts Swift source into tokens; good enough for rules, not for a compiler.
private struct Lexer {
    let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func tokens() -> [Token] {
        var tokens: [Token] = []
        var end = 0
        while place < bytes.count {
            let start = place
            let startLine = line
            guard let kind = take() else { continue }
            let text = String(decoding: bytes[start..<place], as: UTF8.self)
            tokens.append(
                Token(kind: kind, text: text, line: startLine, isAdjacent: start == end && start > 0)
            )
            end = place
        }
        return tokens
    }

    private func peek(_ distance: Int = 0) -> UInt8 {
        place + distance < bytes.count ? bytes[place + distance] : 0
    }

    private func begins(_ first: Character, _ second: Character) -> Bool {
        peek() == first.asciiValue && peek(1) == second.asciiValue
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where place < bytes.count {
            if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            place += 1
        }
    }

    /// Takes one token, or `nil` after a space.
    private mutating func take() -> Token.Kind? {
        let byte = peek()
        if byte <= 0x20 {
            advance()
            return nil
        }
        if byte == UInt8(ascii: "/"), peek(1) == byte || peek(1) == UInt8(ascii: "*") { return comment() }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") { return literal() }
        if byte == UInt8(ascii: "`") { return quotedName() }
        guard Self.isWord(byte) else {
            advance()
            return .mark
        }
        while Self.isWord(peek()) { advance() }
        return .word
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    private mutating func comment() -> Token.Kind {
        if peek(1) == UInt8(ascii: "/") {
            while place < bytes.count, peek() != UInt8(ascii: "\n") { advance() }
            return .comment
        }
        var depth = 0
        repeat {
            let isOpening = begins("/", "*")
            let isClosing = begins("*", "/")
            depth += isOpening ? 1 : isClosing ? -1 : 0
            advance(isOpening || isClosing ? 2 : 1)
        } while depth > 0 && place < bytes.count
        return .comment
    }

    private mutating func quotedName() -> Token.Kind {
        repeat { advance() } while place < bytes.count && peek() != UInt8(ascii: "`")
        advance()
        return .word
    }

    /// A string, raw or not, of one line or of many; a lone `#` is a mark.
    private mutating func literal() -> Token.Kind {
        var pounds = 0
        while peek(pounds) == UInt8(ascii: "#") { pounds += 1 }
        guard peek(pounds) == UInt8(ascii: "\"") else {
            advance()
            return .mark
        }
        advance(pounds)
        let quotes = isEnd(3, 0) ? 3 : 1
        advance(quotes)
        while place < bytes.count {
            if isEscape(pounds) {
                advance(1 + pounds)
                if peek() == UInt8(ascii: "(") { interpolation() } else { advance() }
            } else if isEnd(quotes, pounds) {
                advance(quotes + pounds)
                break
            } else {
                advance()
            }
        }
        return .literal
    }

    private func isEscape(_ pounds: Int) -> Bool {
        peek() == UInt8(ascii: "\\") && (0..<pounds).allSatisfy { peek(1 + $0) == UInt8(ascii: "#") }
    }

    private func isEnd(_ quotes: Int, _ pounds: Int) -> Bool {
        (0..<quotes).allSatisfy { peek($0) == UInt8(ascii: "\"") }
            && (0..<pounds).allSatisfy { peek(quotes + $0) == UInt8(ascii: "#") }
    }

    private mutating func interpolation() {
        var depth = 0
        repeat {
            switch peek() {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\""), UInt8(ascii: "#"):
                _ = literal()
                continue
            default: break
            }
            advance()
        } while depth > 0 && place < bytes.count
    }
}
