import Vocabulary

/// The calendar file: bank holidays and opening hours.
enum CalendarFile {
    static func read(_ path: String, _ inspection: inout Inspection) -> WorkingCalendar? {
        let place = YAMLFile.open(path, name: path, &inspection)
        let file = inspection.mapping(place, required: ["zone", "opening", "closing", "holidays"])
        guard let file else { return nil }
        let zone = inspection.value(file["zone"], mustBe: "Europe/London") {
            $0 == "Europe/London" ? $0 : nil
        }
        let opening = minute(file["opening"], &inspection)
        let closing = minute(file["closing"], &inspection)
        var holidays: [CivilDate] = []
        for element in inspection.list(file["holidays"], atLeast: 1) {
            let holiday = inspection.value(
                element,
                mustBe: "a date as YYYY-MM-DD, later than the one before"
            ) { text in
                CivilDate(iso8601: text).flatMap { date in
                    holidays.last.map { $0 < date } == false ? nil : date
                }
            }
            if let holiday { holidays.append(holiday) }
        }
        guard zone != nil, let opening, let closing else { return nil }
        guard opening < closing else {
            return file["closing"].flatMap { inspection.refuse($0.fault(mustBe: "later than opening")) }
        }
        return WorkingCalendar(holidays: holidays, openingMinute: opening, closingMinute: closing)
    }

    /// Minutes past midnight.
    private static func minute(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Int? {
        inspection.value(place, mustBe: "a time of day as HH:MM") { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
                let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
            else { return nil }
            return hour * 60 + minute
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
