import Vocabulary

/// A way to write a date, perhaps with a time: `dd/mm/yyyy hh:mm`, `yyyy-mm-dd`, `d-mon-yyyy`.
///
/// `dd`, `mm`, `hh` and `ss` read one or two digits, `yyyy` four, `mon` an English month of three letters; `mm` after `hh`
/// means minutes. Everything else stands for itself. There is no two-digit year: it would make infants of the old.
public struct DatePattern: Sendable, Equatable, CustomStringConvertible {
    private enum Part: Sendable, Equatable {
        case year, month, monthName, day, hour, minute, second, exactly(UInt8)
    }

    /// The pattern as written.
    public let description: String
    private let parts: [Part]

    /// Reads a pattern; `nil` unless it has a year, a month and a day once, and no time without hours and minutes.
    public init?(_ text: String) {
        let words: [(String, Part)] = [
            ("yyyy", .year), ("mon", .monthName), ("dd", .day), ("hh", .hour), ("ss", .second),
            ("mm", .month),
        ]
        var parts: [Part] = []
        var rest = Substring(text.lowercased())
        while let first = rest.utf8.first {
            if let (word, part) = words.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part == .month && parts.contains(.hour) ? .minute : part)
                rest = rest.dropFirst(word.count)
            } else {
                guard first < 0x80, !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
                    return nil
                }
                parts.append(.exactly(first))
                rest = rest.dropFirst()
            }
        }
        func count(_ wanted: Part) -> Int { parts.count { $0 == wanted } }
        guard count(.year) == 1, count(.day) == 1, count(.month) + count(.monthName) == 1,
            count(.hour) <= 1, count(.hour) == count(.minute), count(.second) <= count(.hour)
        else { return nil }
        description = text
        self.parts = parts
    }

    /// The day, and the second of the day if the pattern has a time; `nil` if the text is not written so.
    func read(_ text: String) -> (date: CivilDate, second: Int?)? {
        var rest = Array(text.utf8)[...]
        var (year, month, day) = (0, 0, 0)
        var clock: (hour: Int, minute: Int, second: Int)?
        for part in parts {
            switch part {
            case .exactly(let byte): guard rest.popFirst() == byte else { return nil }
            case .monthName:
                guard let number = Self.month(named: rest.prefix(3)) else { return nil }
                month = number
                rest = rest.dropFirst(3)
            case .year:
                guard let number = Self.number(&rest, digits: 4...4) else { return nil }
                year = number
            case .month, .day, .hour, .minute, .second:
                guard let number = Self.number(&rest, digits: 1...2) else { return nil }
                switch part {
                case .month: month = number
                case .day: day = number
                case .hour: clock = (number, 0, 0)
                case .minute: clock?.minute = number
                case .second: clock?.second = number
                case .year, .monthName, .exactly: break
                }
            }
        }
        guard rest.isEmpty, let date = CivilDate(year: year, month: month, day: day) else { return nil }
        guard let clock else { return (date, nil) }
        guard clock.hour < 24, clock.minute < 60, clock.second < 60 else { return nil }
        return (date, (clock.hour * 60 + clock.minute) * 60 + clock.second)
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
        var number = 0
        var count = 0
        while count < digits.upperBound, let byte = rest.first, (48...57).contains(byte) {
            number = number * 10 + Int(byte) - 48
            rest.removeFirst()
            count += 1
        }
        return digits.contains(count) ? number : nil
    }

    private static func month(named name: ArraySlice<UInt8>) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: String(decoding: name, as: UTF8.self).lowercased()).map { $0 + 1 }
    }
}
