/// A ZeroMQ property file (ZPL, RFC 4): the text that czmq's `zconfig` and pyzmq's `zmq.auth` read and write.
///
/// Tolerant in reading: tabs count as four blanks, any deeper indentation opens a level, values need no
/// quotes, lines may end in CR LF, comments begin with `#` on a line of their own or after a value. Names are
/// not repeated in a section.
public struct ZPLDocument: Sendable {
    /// The names of the first level, in the file's order.
    public let nodes: [ZPLNode]

    /// A document of these names.
    public init(_ nodes: [ZPLNode]) { self.nodes = nodes }

    /// The name of the first level, if there is one.
    public subscript(name: String) -> ZPLNode? { nodes.first { $0.name == name } }

    /// Reads a text.
    public init(parsing bytes: [UInt8]) throws(ZPLError) {
        var lines: [Line] = []
        let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (position, row) in rows.enumerated() {
            if let line = try Line(row, number: position + 1) { lines.append(line) }
        }
        var rest = lines[...]
        nodes = try Self.section(&rest, indentation: rest.first?.indentation ?? 0, depth: 1)
    }

    /// Takes the lines of one section: all that are indented alike, each with the deeper ones below it.
    private static func section(
        _ rest: inout ArraySlice<Line>,
        indentation: Int,
        depth: Int
    ) throws(ZPLError) -> [ZPLNode] {
        var nodes: [ZPLNode] = []
        while let line = rest.first, line.indentation >= indentation {
            guard line.indentation == indentation else {
                throw ZPLError(line: line.number, fault: .indentation)
            }
            guard depth <= ZPLNode.depthLimit else { throw ZPLError(line: line.number, fault: .depth) }
            guard !nodes.contains(where: { $0.name == line.name }) else {
                throw ZPLError(line: line.number, fault: .repeated(name: line.name))
            }
            rest.removeFirst()
            var children: [ZPLNode] = []
            if let below = rest.first, below.indentation > indentation {
                children = try section(&rest, indentation: below.indentation, depth: depth + 1)
            }
            nodes.append(
                ZPLNode(name: line.name, value: line.value, children: children, line: line.number)
            )
        }
        // A line that is indented less ends the section, unless no section around it begins there.
        if let line = rest.first, depth == 1 { throw ZPLError(line: line.number, fault: .indentation) }
        return nodes
    }

    /// The text, with comment lines in front; throws for what ZPL cannot say (a line break, or both kinds of
    /// quote).
    public func text(comments: [String] = []) throws(CertificateError) -> String {
        var text = comments.map { "#   \($0)\n" }.joined()
        if !comments.isEmpty { text += "\n" }
        try Self.write(nodes, depth: 0, to: &text)
        return text
    }

    private static func write(_ nodes: [ZPLNode], depth: Int, to text: inout String) throws(CertificateError)
    {
        for node in nodes {
            guard !node.name.isEmpty, node.name.utf8.allSatisfy(ZPLNode.isNameCharacter) else {
                throw .cannotWrite(name: node.name)
            }
            text += String(repeating: "    ", count: depth) + node.name
            if let value = node.value {
                let quote = value.utf8.contains(0x22) ? "'" : "\""
                guard !value.contains(quote), !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                    throw .cannotWrite(name: node.name)
                }
                text += " = " + quote + value + quote
            }
            text += "\n"
            try write(node.children, depth: depth + 1, to: &text)
        }
    }
}

extension ZPLDocument {
    /// A line that holds more than blanks and a comment.
    fileprivate struct Line {
        let number: Int
        let indentation: Int
        let name: String
        let value: String?

        /// Reads `name`, `name = value` or `name = "value"`; `nil` if the line says nothing.
        init?(_ row: ArraySlice<UInt8>, number: Int) throws(ZPLError) {
            var rest = row
            if number == 1, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
            if rest.last == 0x0D { rest.removeLast() }
            var indentation = 0
            while let byte = rest.first, byte == 0x20 || byte == 0x09 {
                indentation += byte == 0x09 ? 4 : 1
                rest.removeFirst()
            }
            guard let first = rest.first, first != 0x23 else { return nil }
            let name = rest.prefix(while: ZPLNode.isNameCharacter)
            guard !name.isEmpty else { throw ZPLError(line: number, fault: .name) }
            rest = Self.trimmed(rest.dropFirst(name.count))
            self.number = number
            self.indentation = indentation
            self.name = String(decoding: name, as: UTF8.self)
            switch rest.first {
            case nil, 0x23: value = nil
            case 0x3D: value = try Self.value(Self.trimmed(rest.dropFirst()), line: number)
            default: throw ZPLError(line: number, fault: .noValue)
            }
        }

        private static func value(_ rest: ArraySlice<UInt8>, line: Int) throws(ZPLError) -> String {
            var content: ArraySlice<UInt8>
            if let quote = rest.first, quote == 0x22 || quote == 0x27 {
                let body = rest.dropFirst()
                guard let end = body.firstIndex(of: quote) else {
                    throw ZPLError(line: line, fault: .openQuote)
                }
                content = body[..<end]
                let after = trimmed(body[(end + 1)...])
                guard after.isEmpty || after.first == 0x23 else {
                    throw ZPLError(line: line, fault: .afterQuote)
                }
            } else {
                content = rest.prefix { $0 != 0x23 }
                while content.last == 0x20 || content.last == 0x09 { content.removeLast() }
            }
            guard let text = String(validating: content, as: UTF8.self) else {
                throw ZPLError(line: line, fault: .notUTF8)
            }
            return text
        }

        private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            bytes.drop { $0 == 0x20 || $0 == 0x09 }
        }
    }
}
