/// Drawings as text: every attribute and every word is escaped here, and nothing is styled but by class.
struct SVG {
    private(set) var text = ""

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }

    private static func attributes(_ list: [(String, String)]) -> String {
        list.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    }

    /// An element without content.
    mutating func add(_ name: String, _ list: [(String, String)]) {
        text += "<\(name)\(Self.attributes(list))/>"
    }

    /// Words at a place.
    mutating func words(_ words: String, x: Double, y: Double, class kind: String, anchor: String = "middle")
    {
        text +=
            "<text\(Self.attributes([("x", number(x)), ("y", number(y)), ("class", kind), ("text-anchor", anchor)]))>"
        text += Self.escaped(words) + "</text>"
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class kind: String = "line") {
        add(
            "line",
            [("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)), ("y2", number(y2)), ("class", kind)]
        )
    }

    /// What `content` draws, as a link or a group.
    mutating func group(_ name: String, _ list: [(String, String)], _ content: (inout SVG) -> Void) {
        text += "<\(name)\(Self.attributes(list))>"
        content(&self)
        text += "</\(name)>"
    }

    /// What a pointer that rests on it is told.
    mutating func title(_ words: String) { text += "<title>\(Self.escaped(words))</title>" }

    /// The whole drawing, with what it is for whoever cannot see it.
    func drawing(width: Double, height: Double, label: String, class kind: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
        class="\(kind)" role="img" aria-label="\(Self.escaped(label))">\(text)</svg>
        """
    }

    /// A number with one digit after the point.
    func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? "\(tenths / 10)" : "\(tenths < 0 && tenths > -10 ? "-" : "")\(tenths / 10).\(abs(tenths % 10))"
    }
}
