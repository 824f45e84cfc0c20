import Vocabulary

/// A message as rules see it, or the part of it that one event or one element of a list is made of.
struct HL7Record: MessageRecord {
    let message: HL7Message
    /// The segments of this part, the whole message included.
    private let part: Range<Int>
    private let paths: Paths

    /// Paths that were read already.
    private final class Paths {
        var known: [String: HL7Path?] = [:]
    }

    init(_ message: HL7Message) {
        self.message = message
        part = message.segments.indices
        paths = Paths()
    }

    private init(_ whole: HL7Record, _ part: Range<Int>) {
        message = whole.message
        self.part = part
        paths = whole.paths
    }

    static let datePhrase = "a date as YYYYMMDD, or with a time as YYYYMMDDHHMM"

    func values(at path: String) -> [String] {
        guard let path = self.path(path) else { return [] }
        let segments = message.segments
        var found = segments[part].filter { $0.name == path.segment }
        if found.isEmpty { found = segments.filter { $0.name == path.segment } }
        return found.flatMap { message.texts(at: path, in: $0) }
    }

    func parts(named name: String) -> [HL7Record] {
        let places = part.filter { message.segments[$0].name == name }
        return places.enumerated().map { index, place in
            let end = index + 1 < places.count ? places[index + 1] : part.upperBound
            return HL7Record(self, place..<end)
        }
    }

    private func path(_ text: String) -> HL7Path? {
        if let known = paths.known[text] { return known }
        let path = HL7Path(text)
        paths.known[text] = path
        return path
    }

    /// `YYYYMMDD`, with `HHMM`, `SS`, a fraction and an offset if they are there; without an offset on London's clocks.
    static func moment(_ text: String) -> Moment? {
        guard
            let match = text.wholeMatch(
                of: /([0-9]{8})(?:([0-9]{2})([0-9]{2})(?:([0-9]{2})(?:\.[0-9]{1,4})?)?)?([+-][0-9]{4})?/
            ), let day = Int(match.1),
            let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)
        else { return nil }
        let hour = match.2.flatMap { Int($0) } ?? 0
        let minute = match.3.flatMap { Int($0) } ?? 0
        let second = match.4.flatMap { Int($0) } ?? 0
        guard hour < 24, minute < 60, second < 60 else { return nil }
        guard let zone = match.5.flatMap({ Int($0) }), match.2 != nil else {
            return Moment(date: date, second: (hour * 60 + minute) * 60 + second)
        }
        let offset = zone / 100 * 60 + zone % 100
        let minutes = (date.daysSinceEpoch * 24 + hour) * 60 + minute - offset
        return Moment(
            date: date,
            instant: Instant(milliseconds: (Int64(minutes) * 60 + Int64(second)) * 1_000)
        )
    }
}
