/// A type is a noun of the domain, and its file bears its name.
enum Names {
    /// Endings that admit that a type has no single job.
    static let vague = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Handler", "Service", "Data", "Info",
        "Impl",
    ]
    private static let keywords = ["struct", "class", "enum", "actor", "protocol", "typealias", "extension"]

    static func findings(_ source: Source) -> [Finding] {
        let declared = declarations(in: source.code)
        var findings = declared.filter { !$0.isExtension }.flatMap { type in
            vague.filter { type.name.hasSuffix($0) }.map {
                source.finding(type.line, "`\(type.name)` ends in \($0): name the noun that it owns")
            }
        }
        findings += declared.filter { !$0.isExtension && $0.isTopLevel && $0.name == source.target }.map {
            source.finding($0.line, "`\($0.name)` is also the name of its module")
        }
        if let file = source.nameOfType, !declared.contains(where: { $0.isTopLevel && $0.isNamed(file) }),
            // What tests share may be no type at all.
            !source.isTest || declared.contains(where: { $0.isTopLevel && !$0.isExtension })
        {
            findings.append(source.finding(1, "the file declares no `\(file)`"))
        }
        return findings
    }

    private struct Declaration {
        let name: String
        let line: Int
        let isTopLevel: Bool
        let isExtension: Bool

        /// `Casebook.Fact` may stand in `Fact.swift`, `Casebook+Fact.swift` and `CasebookFact.swift`.
        func isNamed(_ file: String) -> Bool {
            let parts = name.split(separator: ".")
            return parts.contains { $0 == file } || parts.joined() == file
        }
    }

    private static func declarations(in code: [Token]) -> [Declaration] {
        var depth = 0
        var found: [Declaration] = []
        for place in code.indices.dropLast() {
            switch code[place].text {
            case "{": depth += 1
            case "}": depth -= 1
            case let keyword where keywords.contains(keyword) && code[place].kind == .word:
                guard code[place + 1].kind == .word, place == 0 || code[place - 1].text != ".",
                    !["func", "var", "let", "init", "subscript"].contains(code[place + 1].text)
                else { continue }
                var name = code[place + 1].text
                var next = place + 2
                while next + 1 < code.count, code[next].text == "." {
                    name += "." + code[next + 1].text
                    next += 2
                }
                found.append(
                    Declaration(
                        name: name,
                        line: code[place].line,
                        isTopLevel: depth == 0,
                        isExtension: keyword == "extension"
                    )
                )
            default: break
            }
        }
        return found
    }
}

extension Source {
    /// The type that the file is named for; a script is named for none.
    fileprivate var nameOfType: String? {
        let name = name.dropLast(".swift".count).split(separator: "+").first.map(String.init)
        return name == "main" || name == "Package" ? nil : name
    }
}
