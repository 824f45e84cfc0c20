import JSON
import Vocabulary

/// Makes a person's calendar of what the broker shows of their inbox and cases.
struct CalendarFeed: Sendable {
    let reader: any WaitingReader

    func calendar(of staff: StaffID, at now: Instant) async throws -> CalendarText {
        let items = try await reader.items(of: staff, all: true)
        var entries: [CalendarText.Entry] = []
        for item in items where item.isOpen {
            guard let due = item.due else { continue }
            entries.append(
                CalendarText.Entry(
                    id: "answer-\(item.sequence)-\(item.caseID)",
                    time: .moment(due),
                    summary: "Answer due: entry \(item.sequence)"
                )
            )
        }
        var cases: [String] = []
        for item in items where !item.caseID.isEmpty && !cases.contains(item.caseID) {
            cases.append(item.caseID)
        }
        for name in cases {
            guard let id = CaseID(name), let row = try await reader.caseRow(id) else { continue }
            entries += Self.meetings(row, name) + Self.clocks(row, name)
        }
        return CalendarText(entries: entries, at: now)
    }

    private static func meetings(_ row: JSONNode, _ name: String) -> [CalendarText.Entry] {
        var entries: [CalendarText.Entry] = []
        for meeting in row["meetings"].map({ Array($0.elements) }) ?? []
        where meeting["state"]?.isString("convened") == true {
            let number = meeting["meeting"]?.integer ?? 0
            let title = meeting["title"]?.string ?? "Meeting"
            if let day = meeting["on"]?.string.flatMap({ time($0) }) {
                entries.append(CalendarText.Entry(id: "meeting-\(number)-\(name)", time: day, summary: title))
            }
            if let day = meeting["reports-due"]?.string.flatMap({ time($0) }) {
                let summary = "Report due for: \(title)"
                entries.append(
                    CalendarText.Entry(id: "report-\(number)-\(name)", time: day, summary: summary)
                )
            }
        }
        return entries
    }

    private static func clocks(_ row: JSONNode, _ name: String) -> [CalendarText.Entry] {
        (row["clocks"].map { Array($0.elements) } ?? []).compactMap { clock in
            guard let code = clock["clock"]?.string, let due = clock["due"]?.integer else { return nil }
            return CalendarText.Entry(
                id: "clock-\(code)-\(clock["started-by"]?.integer ?? 0)-\(name)",
                time: .moment(Instant(milliseconds: due)),
                summary: "Due: " + (clock["title"]?.string ?? code)
            )
        }
    }

    private static func time(_ text: String) -> CalendarText.Entry.Time? {
        if let date = CivilDate(iso8601: text) { return .day(date) }
        return Instant(rfc3339: text).map { .moment($0) }
    }
}
