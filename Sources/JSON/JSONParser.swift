/// Reads a document's bytes once, left to right, onto a tape.
struct JSONParser {
    private let bytes: [UInt8]
    private let end: Int
    private let depthLimit: Int
    private let safeIntegers: Bool
    private var tape: [TapeNode] = []
    private var position = 0

    init(_ bytes: [UInt8], depth: Int, safeIntegers: Bool) {
        self.bytes = bytes
        self.end = bytes.count
        self.depthLimit = depth
        self.safeIntegers = safeIntegers
    }

    /// The whole tape.
    mutating func parse() throws(JSONError) -> [TapeNode] {
        guard end <= TapeNode.longestDocument else { throw JSONError(offset: 0, reason: .tooLong) }
        // Events of the catalogue have a value or key every 12 to 20 bytes; a denser text grows the tape.
        tape.reserveCapacity(end / 12 + 4)
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard position == end else { throw fault(.trailingContent) }
        return tape
    }

    @inline(__always)
    private func fault(_ reason: JSONError.Reason) -> JSONError {
        JSONError(offset: position, reason: position < end ? reason : .unexpectedEnd)
    }

    @inline(__always)
    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONError) {
        guard position < end else { throw fault(.unexpectedEnd) }
        switch bytes[position] {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true", .boolean)
        case UInt8(ascii: "f"): try word("false", .boolean)
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw fault(.unexpectedByte)
        }
    }

    private mutating func word(_ text: String, _ kind: JSONKind) throws(JSONError) {
        let start = position
        for expected in text.utf8 {
            guard position < end, bytes[position] == expected else { throw fault(.unexpectedByte) }
            position += 1
        }
        push(kind, start)
    }

    @inline(__always)
    private mutating func push(_ kind: JSONKind, _ start: Int) {
        tape.append(TapeNode(kind: kind, start: start, end: position, next: tape.count + 1))
    }

    @inline(__always)
    private mutating func close(_ node: Int, count: Int) {
        position += 1
        tape[node].end = UInt32(truncatingIfNeeded: position)
        tape[node].next = UInt32(truncatingIfNeeded: tape.count)
        tape[node].count = count
    }
}

// MARK: Containers

extension JSONParser {
    private mutating func open(_ kind: JSONKind, depth: Int) throws(JSONError) -> Int {
        guard depth <= depthLimit else { throw fault(.tooDeep) }
        let node = tape.count
        push(kind, position)
        position += 1
        skipSpace()
        return node
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let node = try open(.array, depth: depth)
        if position < end, bytes[position] == UInt8(ascii: "]") { return close(node, count: 0) }
        var count = 0
        while true {
            try value(depth: depth)
            count += 1
            skipSpace()
            guard position < end else { throw fault(.unexpectedEnd) }
            if bytes[position] == UInt8(ascii: "]") { return close(node, count: count) }
            guard bytes[position] == UInt8(ascii: ",") else { throw fault(.unexpectedByte) }
            position += 1
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let node = try open(.object, depth: depth)
        if position < end, bytes[position] == UInt8(ascii: "}") { return close(node, count: 0) }
        var count = 0
        var names = MemberNames(object: node)
        while true {
            guard position < end, bytes[position] == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
            let key = tape.count
            try string()
            try names.insert(key: key, tape: tape, bytes: bytes)
            skipSpace()
            guard position < end, bytes[position] == UInt8(ascii: ":") else { throw fault(.unexpectedByte) }
            position += 1
            skipSpace()
            try value(depth: depth)
            count += 1
            skipSpace()
            guard position < end else { throw fault(.unexpectedEnd) }
            if bytes[position] == UInt8(ascii: "}") {
                try names.finish(tape: tape, bytes: bytes)
                return close(node, count: count)
            }
            guard bytes[position] == UInt8(ascii: ",") else { throw fault(.unexpectedByte) }
            position += 1
            skipSpace()
        }
    }
}

// MARK: Numbers

extension JSONParser {
    @inline(__always)
    private mutating func digits() -> Int {
        let start = position
        while position < end, bytes[position] &- 0x30 < 10 { position += 1 }
        return position - start
    }

    private mutating func number() throws(JSONError) {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        let integerDigits = digits()
        guard integerDigits > 0, integerDigits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            if integerDigits > 0 { position = firstDigit + 1 }
            throw fault(.malformedNumber)
        }
        var isInteger = true
        if position < end, bytes[position] == UInt8(ascii: ".") {
            position += 1
            isInteger = false
            guard digits() > 0 else { throw fault(.malformedNumber) }
        }
        var hasExponent = false
        if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            (isInteger, hasExponent) = (false, true)
            if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard digits() > 0 else { throw fault(.malformedNumber) }
        }
        if isInteger {
            let value = NumberText.integer(bytes, start..<position)
            let isNegativeZero = isNegative && value == 0
            if safeIntegers, value.map({ $0.magnitude >= 1 << 53 }) ?? true {
                throw JSONError(offset: start, reason: .unsafeInteger)
            }
            if value != nil, !isNegativeZero { return push(.integer, start) }
        }
        // Fewer than 300 digits without an exponent are always in range.
        if hasExponent || position - start > 300, !NumberText.number(bytes, start..<position).isFinite {
            throw JSONError(offset: start, reason: .numberOutOfRange)
        }
        push(.number, start)
    }
}

// MARK: Strings

extension JSONParser {
    private mutating func string() throws(JSONError) {
        position += 1
        let start = position
        var isEscaped = false
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                tape.append(
                    TapeNode(
                        kind: .string,
                        start: start,
                        end: position,
                        next: tape.count + 1,
                        isEscaped: isEscaped
                    )
                )
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try escape()
            } else if byte >= 0x80 {
                try scalar()
            } else if byte < 0x20 {
                throw fault(.controlCharacter)
            } else {
                position += 1
            }
        }
        throw fault(.unexpectedEnd)
    }

    private mutating func escape() throws(JSONError) {
        position += 1
        guard position < end else { throw fault(.unexpectedEnd) }
        switch bytes[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            let first = position - 1
            let unit = try codeUnit()
            guard 0xd800...0xdfff ~= unit else { return }
            guard unit < 0xdc00, position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw JSONError(offset: first, reason: .loneSurrogate) }
            position += 1
            guard 0xdc00...0xdfff ~= (try codeUnit()) else {
                throw JSONError(offset: first, reason: .loneSurrogate)
            }
        default: throw fault(.malformedEscape)
        }
    }

    /// The four digits after the `u` at the current position.
    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        position += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard position < end, let digit = StringText.hexadecimal(bytes[position]) else {
                throw fault(.malformedEscape)
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    /// One scalar of two to four bytes, by the table of well-formed sequences (Unicode 15, table 3-7).
    private mutating func scalar() throws(JSONError) {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[position] {
        case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
        case 0xe0: (length, second) = (3, 0xa0...0xbf)
        case 0xe1...0xec, 0xee...0xef: (length, second) = (3, 0x80...0xbf)
        case 0xed: (length, second) = (3, 0x80...0x9f)
        case 0xf0: (length, second) = (4, 0x90...0xbf)
        case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
        case 0xf4: (length, second) = (4, 0x80...0x8f)
        default: throw fault(.malformedUTF8)
        }
        guard position + length <= end, second ~= bytes[position + 1] else { throw fault(.malformedUTF8) }
        for offset in 2..<max(2, length) {
            guard 0x80...0xbf ~= bytes[position + offset] else { throw fault(.malformedUTF8) }
        }
        position += length
    }
}
