import Hummingbird
import HummingbirdCore
import Vocabulary

/// Which part of a story a page shows, as its address says.
struct StoryView: Sendable {
    var agency: AgencyID?
    var knownOn: CivilDate?
    var from: CivilDate?
    /// The last day that is shown.
    var to: CivilDate?
    var isOldestFirst = false
    var after: String?

    init(_ uri: URI) {
        let query = uri.queryParameters
        func text(_ name: String) -> String? {
            query[name[...]].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
        }
        agency = text("agency").flatMap { AgencyID($0) }
        knownOn = text("known-on").flatMap { CivilDate(iso8601: $0) }
        from = text("from").flatMap { CivilDate(iso8601: $0) }
        to = text("to").flatMap { CivilDate(iso8601: $0) }
        isOldestFirst = text("order") == "oldest"
        after = text("after").flatMap { $0.utf8.count <= 64 ? $0 : nil }
    }

    /// What is asked of the broker: days begin and end at midnight in London.
    var stretch: Question.Stretch {
        Question.Stretch(
            agency: agency,
            knownOn: knownOn.map { Self.end(of: $0).advanced(byMilliseconds: -1) },
            from: from.map { LondonTime.instant(on: $0, minuteOfDay: 0) },
            to: to.map(Self.end),
            newestFirst: !isOldestFirst
        )
    }

    /// The query of an address that shows the same part, or another.
    var query: String {
        var fields: [(String, String)] = []
        if let agency { fields.append(("agency", agency.text)) }
        if let knownOn { fields.append(("known-on", knownOn.iso8601)) }
        if let from { fields.append(("from", from.iso8601)) }
        if let to { fields.append(("to", to.iso8601)) }
        if isOldestFirst { fields.append(("order", "oldest")) }
        if let after { fields.append(("after", after)) }
        return fields.isEmpty ? "" : "?" + FormText.write(fields)
    }

    /// The same part from its beginning, changed.
    func changed(_ change: (inout StoryView) -> Void) -> StoryView {
        var view = self
        view.after = nil
        change(&view)
        return view
    }

    private static func end(of date: CivilDate) -> Instant {
        LondonTime.instant(on: date.advanced(byDays: 1), minuteOfDay: 0)
    }
}
