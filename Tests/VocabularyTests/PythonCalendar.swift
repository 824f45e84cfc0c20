import Foundation
import Vocabulary

/// Python's `zoneinfo` and a walk minute by minute, as a second opinion on the calendar.
enum PythonCalendar {
    struct Question {
        let instant: Instant
        let days: Int
        let minutes: Int
        let months: Int
    }

    /// For each question: local time, open or shut, due in working days, due in working minutes, due in months.
    static func answer(_ questions: [Question], holidays: [CivilDate]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (input, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
        let lines = questions.map { "\($0.instant.milliseconds) \($0.days) \($0.minutes) \($0.months)" }
        let text = holidays.map(\.iso8601).joined(separator: " ") + "\n" + lines.joined(separator: "\n")
        try Data(text.utf8).write(to: input)
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, input.path(), output.path()]
        try python.run()
        python.waitUntilExit()
        let answers = try String(decoding: Data(contentsOf: output), as: UTF8.self)
        try FileManager.default.removeItem(at: folder)
        return answers.split(separator: "\n").map(String.init)
    }

    private static let script = #"""
        import calendar, datetime, sys, zoneinfo
        london, utc = zoneinfo.ZoneInfo("Europe/London"), datetime.timezone.utc
        rows = open(sys.argv[1]).read().splitlines()
        holidays = set(datetime.date.fromisoformat(d) for d in rows[0].split())
        minute, day = datetime.timedelta(minutes=1), datetime.timedelta(days=1)
        def works(d): return d.weekday() < 5 and d not in holidays
        def is_open(local): return works(local.date()) and 9 <= local.hour < 17
        def text(local): return local.isoformat().replace("+00:00", "Z")
        with open(sys.argv[2], "w") as out:
            for row in rows[1:]:
                ms, days, minutes, months = map(int, row.split())
                t = datetime.datetime.fromtimestamp(ms // 1000, utc)
                start = t.astimezone(london)
                d, left = start.date(), days
                while left:
                    d += day
                    left -= works(d)
                by_days = datetime.datetime(d.year, d.month, d.day, 17, tzinfo=london)
                walk, left = t, minutes
                while left:
                    local = walk.astimezone(london)
                    left -= is_open(local)
                    walk += minute
                d = start.date()
                year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
                last = calendar.monthrange(year, month + 1)[1]
                d = datetime.date(year, month + 1, min(d.day, last))
                while not works(d): d -= day
                print(text(start), "open" if is_open(start) else "shut", text(by_days),
                      text(walk.astimezone(london)), d, file=out)
        """#
}
