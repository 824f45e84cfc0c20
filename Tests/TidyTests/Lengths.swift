/// Nobody reads long files and long functions whole.
enum Lengths {
    static let fileLines = 400
    static let functionLines = 60

    static func findings(_ source: Source) -> [Finding] {
        var findings: [Finding] = []
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).count
        if lines > fileLines + 1 {
            findings.append(source.finding(fileLines, "\(lines) lines; at most \(fileLines): split by noun"))
        }
        for function in functions(in: source.code) where function.length > functionLines {
            let what = "\(function.name) has \(function.length) lines; at most \(functionLines)"
            findings.append(source.finding(function.line, what))
        }
        return findings
    }

    private struct Function {
        let name: String
        let line: Int
        let length: Int
    }

    private static func functions(in code: [Token]) -> [Function] {
        code.indices.compactMap { place in
            let token = code[place]
            guard token.kind == .word, ["func", "init", "deinit", "subscript"].contains(token.text),
                place == 0 || code[place - 1].text != ".", let body = body(after: place, in: code)
            else { return nil }
            let name = token.text == "func" ? code[place + 1].text : token.text
            return Function(name: name, line: token.line, length: code[body.upperBound].line - token.line + 1)
        }
    }

    /// From the brace that opens the body to the one that closes it; `nil` for a requirement of a protocol.
    private static func body(after start: Int, in code: [Token]) -> ClosedRange<Int>? {
        let next = ["func", "var", "let", "init", "case", "static", "mutating", "associatedtype", "}"]
        var depth = 0
        var open: Int?
        for place in code.indices[(start + 1)...] {
            switch code[place].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{":
                if depth == 0, open == nil { open = place }
                depth += 1
            case "}":
                depth -= 1
                if depth == 0, let open { return open...place }
                if depth < 0 { return nil }
            case let text:
                if open == nil, depth == 0, place > start + 1, next.contains(text) { return nil }
            }
        }
        return nil
    }
}
