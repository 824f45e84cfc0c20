import JSON
import Vocabulary

/// A story against time: a lane for each agency, a mark for each entry, its colour by severity.
struct Timeline {
    let drawing: String

    private static let (left, width, lane, top) = (250.0, 1_000.0, 44.0, 40.0)

    private struct Mark {
        let sequence: Int64
        let agency: String
        let x: Double
        let severity: String
        let title: String
    }

    init(_ rows: [JSONNode], _ range: TimelineRange, _ parts: ConsoleParts) {
        let start = LondonTime.instant(on: range.first, minuteOfDay: 0).milliseconds
        let end = LondonTime.instant(on: range.last.advanced(byDays: 1), minuteOfDay: 0).milliseconds
        let scale = (Self.width - Self.left - 20) / Double(max(1, end - start))
        let marks = rows.compactMap { row -> Mark? in
            guard let time = row.instant("time"), let sequence = row["seq"]?.integer,
                (start..<end).contains(time.milliseconds)
            else { return nil }
            let title = parts.title(of: row.text("topic") ?? "")
            return Mark(
                sequence: sequence,
                agency: row.text("from").map { parts.directory.agencyName(of: $0) } ?? "",
                x: Self.left + Double(time.milliseconds - start) * scale,
                severity: row.text("severity") ?? "",
                title: "\(title), \(BritishTime.text(time))"
            )
        }
        let agencies = Set(marks.map(\.agency)).sorted()
        let height = Self.top + Double(max(1, agencies.count)) * Self.lane + 20
        var svg = SVG()
        Self.drawDays(range, start, scale, height, in: &svg)
        for (place, agency) in agencies.enumerated() {
            let y = Self.top + (Double(place) + 0.5) * Self.lane
            svg.line(Self.left, y, Self.width - 10, y, class: "lane")
            svg.words(Self.cut(agency), x: Self.left - 12, y: y + 4, class: "agency", anchor: "end")
            Self.draw(marks.filter { $0.agency == agency }, y, in: &svg)
        }
        let label =
            "Timeline from \(BritishTime.text(range.first)) to \(BritishTime.text(range.last)), "
            + "\(marks.count) entries of \(agencies.count) agencies. The list below says the same."
        drawing = svg.drawing(width: Self.width, height: height, label: label, class: "timeline")
    }

    private static func draw(_ marks: [Mark], _ y: Double, in svg: inout SVG) {
        var last = -100.0
        var lift = 0.0
        // From left to right, and what would lie on one another a little higher.
        for mark in marks.sorted(by: { ($0.x, $0.sequence) < ($1.x, $1.sequence) }) {
            lift = mark.x - last < 9 ? (lift > 12 ? -12 : lift + 8) : 0
            last = mark.x
            svg.group("a", [("href", "#e\(mark.sequence)"), ("aria-label", mark.title)]) { svg in
                svg.group("g", [("class", "mark \(mark.severity)")]) { svg in
                    svg.title(mark.title)
                    let (x, y) = (svg.number(mark.x), svg.number(y - lift))
                    switch mark.severity {
                    // Not by colour alone: the graver two have a shape of their own.
                    case "S1": svg.add("path", [("d", "M\(x) \(y) m0 -10 l10 18 h-20 z")])
                    case "S2": svg.add("path", [("d", "M\(x) \(y) m0 -9 l9 9 l-9 9 l-9 -9 z")])
                    default:
                        svg.add("circle", [("cx", x), ("cy", y), ("r", mark.severity == "S3" ? "6" : "4.5")])
                    }
                }
            }
        }
    }

    /// Lines at days, weeks, months or years, whichever are few enough to read.
    private static func drawDays(
        _ range: TimelineRange,
        _ start: Int64,
        _ scale: Double,
        _ height: Double,
        in svg: inout SVG
    ) {
        for (day, words) in ticks(range) {
            let x = left + Double(LondonTime.instant(on: day, minuteOfDay: 0).milliseconds - start) * scale
            svg.line(x, top - 12, x, height - 14, class: "day")
            svg.words(words, x: x, y: top - 18, class: "date")
        }
    }

    private static func ticks(_ range: TimelineRange) -> [(CivilDate, String)] {
        var ticks: [(CivilDate, String)] = []
        if range.length <= 70 {
            let step = range.length <= 10 ? 1 : 7
            for offset in stride(from: 0, to: range.length, by: step) {
                let day = range.first.advanced(byDays: offset)
                ticks.append((day, BritishTime.short(day)))
            }
            return ticks
        }
        let months = max(1, range.length / 30 / 9)
        let parts = range.first.parts
        guard var day = CivilDate(year: parts.year, month: parts.month, day: 1) else { return [] }
        while day <= range.last {
            if day >= range.first {
                ticks.append(
                    (
                        day,
                        BritishTime.short(day).split(separator: " ").last.map { "\($0) \(day.parts.year)" }
                            ?? ""
                    )
                )
            }
            day = day.advanced(byMonths: months)
        }
        return ticks
    }

    private static func cut(_ name: String) -> String { name.count > 29 ? name.prefix(28) + "…" : name }
}
