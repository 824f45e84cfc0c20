import Vocabulary

/// Finds in free text what could tell whom it is about, for topics on which nothing may (N64).
///
/// It knows numbers, dates of a day, postcodes, references and addresses of mail by their form. It knows no names: that
/// none is written is for whoever asks to see to.
public enum IdentifierScan {
    /// What was found, in words that are no content.
    public enum Finding: String, Hashable, Sendable {
        /// Ten digits with a right check digit.
        case nhsNumber = "an NHS number"
        /// So many digits that they number somebody or something.
        case number = "a number of six digits or more"
        /// A day, as a date of birth is.
        case date = "the date of a day"
        /// A postcode.
        case postcode = "a postcode"
        /// Letters, a hyphen and a number, as cases and records are called.
        case reference = "a reference such as that of a case"
        /// An address of electronic mail.
        case mail = "an e-mail address"
    }

    /// The first that is found, or `nil`.
    public static func finding(in text: String) -> Finding? {
        let bytes = Array(text.utf8)
        if bytes.contains(UInt8(ascii: "@")) { return .mail }
        if let finding = number(in: bytes) { return finding }
        let words = words(of: bytes)
        if words.indices.contains(where: { isDayInWords(words, at: $0) }) { return .date }
        if words.indices.contains(where: { isPostcode(words, at: $0) }) { return .postcode }
        if tokens(of: text).contains(where: isReference) { return .reference }
        return nil
    }

    /// The words of the text with the hyphens in them, as identifiers are written.
    public static func tokens(of text: String) -> [String] {
        text.utf8.split { byte in !isLetter(byte) && !isDigit(byte) && byte != hyphen }
            .map { String(Substring($0)) }
    }

    // MARK: Numbers

    /// Digits, joined across single blanks, hyphens, points and slashes.
    private static func number(in bytes: [UInt8]) -> Finding? {
        var groups: [[UInt8]] = []
        var separators: [UInt8] = []
        func finding() -> Finding? {
            let digits = groups.flatMap(\.self)
            if digits.count == 10, NHSNumber(String(decoding: digits, as: UTF8.self)) != nil {
                return .nhsNumber
            }
            if isDay(groups.map(\.count), joinedByBlanks: separators.prefix(2).contains(blank)) {
                return .date
            }
            return digits.count >= 8 || groups.contains { $0.count >= 6 } ? .number : nil
        }
        var place = 0
        while place < bytes.count {
            guard isDigit(bytes[place]) else {
                place += 1
                continue
            }
            (groups, separators) = ([], [])
            while place < bytes.count, isDigit(bytes[place]) {
                let end = bytes[place...].firstIndex { !isDigit($0) } ?? bytes.count
                groups.append(Array(bytes[place..<end]))
                place = end
                if place + 1 < bytes.count, joins.contains(bytes[place]), isDigit(bytes[place + 1]) {
                    separators.append(bytes[place])
                    place += 1
                }
            }
            if let finding = finding() { return finding }
        }
        return nil
    }

    /// Whether groups of so many digits begin with a day, month and year, or a year, month and day.
    private static func isDay(_ counts: [Int], joinedByBlanks: Bool) -> Bool {
        guard counts.count >= 3, !joinedByBlanks, counts[1] <= 2 else { return false }
        return counts[0] <= 2 && [2, 4].contains(counts[2]) || counts[0] == 4 && counts[2] <= 2
    }

    // MARK: Words

    private static func words(of bytes: [UInt8]) -> [[UInt8]] {
        bytes.split { !isLetter($0) && !isDigit($0) }.map { word in
            word.map { isLetter($0) ? $0 | 0x20 : $0 }
        }
    }

    /// `14 November 2016`, `14th of Nov 2016` or `November 14, 2016`.
    private static func isDayInWords(_ words: [[UInt8]], at place: Int) -> Bool {
        guard months.contains(where: { words[place].starts(with: $0) && words[place].allSatisfy(isLetter) })
        else { return false }
        let around = words[max(0, place - 2)..<min(words.count, place + 3)]
        return around.contains { day in
            let digits = day.prefix { isDigit($0) }
            return (1...2).contains(digits.count) && day.count - digits.count <= 2
        }
    }

    /// A postcode as one word or as two that follow one another.
    private static func isPostcode(_ words: [[UInt8]], at place: Int) -> Bool {
        let word = words[place]
        if (5...7).contains(word.count), isOutward(Array(word.dropLast(3))), isInward(Array(word.suffix(3))) {
            return true
        }
        return place + 1 < words.count && isOutward(word) && isInward(words[place + 1])
    }

    /// `b15` or `ec1a`.
    private static func isOutward(_ word: [UInt8]) -> Bool {
        guard (2...4).contains(word.count) else { return false }
        let letters = word.prefix { isLetter($0) }
        let rest = word.dropFirst(letters.count)
        guard (1...2).contains(letters.count), let digit = rest.first, isDigit(digit) else { return false }
        return rest.count <= 2
    }

    /// `2tt`.
    private static func isInward(_ word: [UInt8]) -> Bool {
        word.count == 3 && isDigit(word[0]) && isLetter(word[1]) && isLetter(word[2])
    }

    /// `C-1042` or `UB-20931`.
    private static func isReference(_ token: String) -> Bool {
        let parts = token.utf8.split(separator: hyphen, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...4).contains(parts[0].count), parts[1].count >= 3 else { return false }
        return parts[0].allSatisfy(isLetter) && parts[1].allSatisfy(isDigit)
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let blank = UInt8(ascii: " ")
    private static let joins: [UInt8] = Array(" -./".utf8)
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
