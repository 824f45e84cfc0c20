import JSON

/// Documents of every shape from a seed, many of them slightly wrong.
struct GeneratedDocument {
    var random: SeededGenerator

    /// The text of a value that is well formed but for depth, with random spaces and escapes.
    mutating func wellFormed(depth: Int = 0) -> [UInt8] {
        var text: [UInt8] = []
        append(to: &text, depth: depth)
        return text
    }

    /// A well-formed text in which a few bytes were changed, lost, doubled or added.
    mutating func damaged() -> [UInt8] {
        var text = wellFormed()
        for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: text[place] = UInt8.random(in: 0...255, using: &random)
            case 1: text[place] = random.pick(Array("{}[]\",:\\u019-+.eE tfn\u{1}".utf8))
            case 2: text.remove(at: place)
            case 3: text.insert(text[place], at: place)
            default: text.removeSubrange(place...)
            }
        }
        return text
    }

    private mutating func space(_ text: inout [UInt8]) {
        while random.chance(6) { text.append(random.pick([0x20, 0x0a, 0x0d, 0x09])) }
    }

    private mutating func append(to text: inout [UInt8], depth: Int) {
        space(&text)
        switch Int.random(in: 0..<(depth > 8 ? 6 : 10), using: &random) {
        case 0: text += random.pick(["null", "true", "false"]).utf8
        case 1:
            text +=
                "\(Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...63, using: &random))"
                .utf8
        case 2: text += number().utf8
        case 3, 4, 5: text += string()
        case 6, 7:
            text += "[".utf8
            let count = Int.random(in: 0...4, using: &random)
            for index in 0..<count {
                if index > 0 { text += ",".utf8 }
                append(to: &text, depth: depth + 1)
            }
            space(&text)
            text += "]".utf8
        default:
            text += "{".utf8
            let count = random.chance(20) ? 40 : Int.random(in: 0...5, using: &random)
            for index in 0..<count {
                if index > 0 { text += ",".utf8 }
                space(&text)
                text += count > 5 ? Array("\"m\(index)\"".utf8) : string()
                space(&text)
                text += ":".utf8
                if count > 5 { text += "0".utf8 } else { append(to: &text, depth: depth + 1) }
            }
            text += "}".utf8
        }
        space(&text)
    }

    private mutating func number() -> String {
        let double = Double(bitPattern: random.next())
        if double.isFinite, random.chance(2) { return "\(double)" }
        let digits = (0..<Int.random(in: 1...25, using: &random)).map { _ in
            random.pick(["0", "1", "5", "9"])
        }
        return random.pick(["-", "", ""]) + random.pick(["0", "7", "12"])
            + random.pick(["", "." + digits.joined()])
            + random.pick([
                "", "e" + random.pick(["-", "+", ""]) + "\(Int.random(in: 0...330, using: &random))",
            ])
    }

    private mutating func string() -> [UInt8] {
        let parts = [
            "a", "b", "id", "Zoë", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0061", "\\u00e9", "\\ud83d\\ude00",
            "\u{7f}",
            "\\u0000", " ", "é", "e\u{301}", "\\uDBFF\\uDFFF", "\u{ffff}",
        ]
        let content = (0..<Int.random(in: 0...4, using: &random)).map { _ in random.pick(parts) }
        return Array("\"\(content.joined())\"".utf8)
    }
}
