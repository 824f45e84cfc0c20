import Chronology
import JSON

/// A page of rows, one JSON object a line.
struct ChronologyPage: Sendable {
    /// Above this many bytes a page ends early, so that no client has to take more than a few messages' worth.
    private static let longest = 192 * 1_024

    let rows: [UInt8]
    let next: String?

    init(_ page: StoryPage, _ pack: ChronologyQuery.Pack? = nil) {
        var rows = pack?.rows ?? []
        var next = page.next?.text
        for (index, row) in page.rows.enumerated() {
            rows += (pack?.json(row) ?? row.json).serialized() + [UInt8(ascii: "\n")]
            if rows.count > Self.longest, index + 1 < page.rows.count {
                next = row.position.text
                break
            }
        }
        self.rows = rows
        self.next = next
    }
}
