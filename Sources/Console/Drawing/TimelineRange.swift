import JSON
import Vocabulary

/// The days that a timeline shows, and the steps from there: nearer, farther, earlier, later, all.
struct TimelineRange {
    /// A link beside the drawing; without script it is how one zooms.
    struct Step {
        let name: String
        let title: String
        let days: (CivilDate?, CivilDate?)
    }

    let first: CivilDate
    let last: CivilDate

    init(_ view: StoryView, _ rows: [JSONNode], today: CivilDate) {
        let days = rows.compactMap { $0.instant("time").map(LondonTime.date) }
        let first = view.from ?? days.min() ?? today
        let last = view.to ?? days.max() ?? today
        self.first = min(first, last)
        self.last = max(first, last, self.first.advanced(byDays: 1))
    }

    /// How many days are shown.
    var length: Int { last.daysSinceEpoch - first.daysSinceEpoch + 1 }

    var steps: [Step] {
        let quarter = max(1, length / 4)
        let half = max(1, length / 2)
        return [
            Step(
                name: "in",
                title: "Zoom in",
                days: (
                    first.advanced(byDays: quarter),
                    max(last.advanced(byDays: -quarter), first.advanced(byDays: quarter + 1))
                )
            ),
            Step(
                name: "out",
                title: "Zoom out",
                days: (first.advanced(byDays: -half), last.advanced(byDays: half))
            ),
            Step(
                name: "earlier",
                title: "Earlier",
                days: (first.advanced(byDays: -half), last.advanced(byDays: -half))
            ),
            Step(
                name: "later",
                title: "Later",
                days: (first.advanced(byDays: half), last.advanced(byDays: half))
            ),
            Step(name: "all", title: "Everything", days: (nil, nil)),
        ]
    }
}
