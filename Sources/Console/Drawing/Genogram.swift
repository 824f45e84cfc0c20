import Vocabulary

/// The family as a picture: a square for a man, a circle for a woman, a diamond for a child, a triangle for one not yet born.
struct Genogram {
    let drawing: String

    private static let step = 170.0

    init(_ family: Family, on date: CivilDate) {
        let parents = family.members.filter { [.mother, .father, .parent].contains($0.part) }
        let others = family.members.filter { [.partner, .carer].contains($0.part) }
        let children = family.members.filter { [.sibling, .child, .unborn].contains($0.part) }
        let top = parents + others
        let width = Double(max(top.count, children.count, 2)) * Self.step
        let height = children.isEmpty ? 150.0 : 300.0
        var svg = SVG()
        let topPlaces = Self.places(top.count, in: width)
        let bottomPlaces = Self.places(children.count, in: width)
        Self.connect(topPlaces.prefix(parents.count), bottomPlaces, in: &svg)
        for place in topPlaces.indices.dropFirst(parents.count) where place > 0 {
            svg.line(topPlaces[place - 1] + 28, 50, topPlaces[place] - 28, 50, class: "line faint")
        }
        for (member, x) in zip(top, topPlaces) { Self.draw(member, x, 50, date, in: &svg) }
        for (member, x) in zip(children, bottomPlaces) { Self.draw(member, x, 205, date, in: &svg) }
        let label = "The family: " + family.members.map { $0.line(on: date) }.joined(separator: "; ")
        drawing = svg.drawing(width: width, height: height, label: label, class: "genogram")
    }

    private static func places(_ count: Int, in width: Double) -> [Double] {
        (0..<count).map { width * (Double($0) + 0.5) / Double(count) }
    }

    /// A line between the parents, one down from it, and one to each child.
    private static func connect(_ parents: ArraySlice<Double>, _ children: [Double], in svg: inout SVG) {
        guard let first = parents.first, let last = parents.last else { return }
        if first < last { svg.line(first, 50, last, 50) }
        guard let left = children.first, let right = children.last else { return }
        let middle = (first + last) / 2
        svg.line(middle, first < last ? 50 : 126, middle, 145)
        svg.line(min(left, middle), 145, max(right, middle), 145)
        for child in children { svg.line(child, 145, child, 180) }
    }

    private static func draw(
        _ member: Family.Member,
        _ x: Double,
        _ y: Double,
        _ date: CivilDate,
        in svg: inout SVG
    ) {
        let place = svg.number
        switch member.part {
        case .father:
            svg.add(
                "rect",
                [
                    ("x", place(x - 25)), ("y", place(y - 25)), ("width", "50"), ("height", "50"),
                    ("class", "shape"),
                ]
            )
        case .mother:
            svg.add("circle", [("cx", place(x)), ("cy", place(y)), ("r", "26"), ("class", "shape")])
        case .unborn:
            svg.add("path", [("d", "M\(place(x)) \(place(y - 25)) l28 48 h-56 z"), ("class", "shape child")])
        case .child, .sibling:
            let kind = member.part == .child ? "shape child" : "shape"
            svg.add(
                "path",
                [("d", "M\(place(x)) \(place(y - 29)) l29 29 l-29 29 l-29 -29 z"), ("class", kind)]
            )
        case .parent, .partner, .carer:
            svg.add(
                "rect",
                [
                    ("x", place(x - 27)), ("y", place(y - 23)), ("width", "54"), ("height", "46"),
                    ("rx", "16"), ("class", "shape faint"),
                ]
            )
        }
        svg.words(member.title, x: x, y: y + 48, class: "name")
        svg.words(member.note(on: date), x: x, y: y + 66, class: "note")
    }
}
