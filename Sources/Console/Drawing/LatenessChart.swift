/// Bars of how late agencies' concerns come: nine of ten dark, the worst pale behind it.
struct LatenessChart {
    let drawing: String

    private static let (left, width, row) = (290.0, 1_000.0, 38.0)

    init(_ agencies: [AgencyLateness]) {
        let speaking = agencies.filter { $0.count > 0 }
        let longest = max(1, speaking.map(\.worst).max() ?? 1)
        let height = Double(max(1, speaking.count)) * Self.row + 20
        var svg = SVG()
        for (place, agency) in speaking.enumerated() {
            let y = 10 + Double(place) * Self.row
            let scale = (Self.width - Self.left - 190) / Double(longest)
            svg.words(agency.name, x: Self.left - 12, y: y + 19, class: "agency", anchor: "end")
            for (length, kind) in [(agency.worst, "worst"), (agency.nineOfTen, "bar")] {
                svg.add(
                    "rect",
                    [
                        ("x", svg.number(Self.left)), ("y", svg.number(y + 3)), ("height", "24"),
                        ("class", kind),
                        ("width", svg.number(max(2, Double(length) * scale))),
                    ]
                )
            }
            let end = Self.left + max(2, Double(agency.worst) * scale)
            svg.words(BritishTime.length(agency.worst), x: end + 8, y: y + 19, class: "note", anchor: "start")
        }
        svg.line(Self.left, 5, Self.left, height - 8, class: "axis")
        let label =
            "How late concerns come, worst of each agency: "
            + speaking.map { "\($0.name) \(BritishTime.length($0.worst))" }.joined(separator: "; ")
        drawing = svg.drawing(width: Self.width, height: height, label: label, class: "chart")
    }
}
