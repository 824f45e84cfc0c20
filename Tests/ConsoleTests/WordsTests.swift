import HummingbirdCore
import JSON
import Testing
import Vocabulary

@testable import Console

/// Times, tables, families and drawings, as people read them.
@Suite struct WordsTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test(arguments: [
        ("2026-11-28T09:30:00Z", "28 November 2026, 9:30am"), ("2026-07-01T11:00:00Z", "1 July 2026, midday"),
        ("2026-01-05T00:00:00Z", "5 January 2026, midnight"),
        ("2026-01-05T12:05:00Z", "5 January 2026, 12:05pm"),
        ("2026-06-30T23:00:00Z", "1 July 2026, midnight"), ("2026-03-29T00:30:00Z", "29 March 2026, 12:30am"),
        ("2026-02-01T17:00:00Z", "1 February 2026, 5pm"),
    ])
    func `instants are written as in England, in London's time`(text: String, words: String) throws {
        #expect(BritishTime.text(try instant(text)) == words)
    }

    @Test func `what is left and what is late are said in two units`() throws {
        let now = try instant("2026-11-28T09:30:00Z")
        func left(_ text: String) throws -> String { BritishTime.left(until: try instant(text), at: now) }
        #expect(try left("2026-11-28T12:50:00Z") == "3 hours 20 minutes left")
        #expect(try left("2026-11-29T09:31:00Z") == "1 day left")
        #expect(try left("2026-11-28T09:30:20Z") == "less than a minute left")
        #expect(try left("2026-11-26T08:30:00Z") == "2 days 1 hour late")
    }

    @Test(arguments: [
        ("2026-11-27", "1 day"), ("2026-10-30", "4 weeks"), ("2026-06-01", "5 months"),
        ("2002-02-08", "24 years"),
        ("2026-12-01", nil),
    ])
    func `an age is in the unit that people use`(born: String, age: String?) throws {
        let date = try #require(CivilDate(iso8601: "2026-11-28"))
        let birth = try #require(CivilDate(iso8601: born))
        #expect(BritishTime.age(of: birth, on: date) == age)
    }

    @Test func `a family is one picture, whatever roles its people have in single entries`() throws {
        let first = sheet(
            """
            {"data":{"people":[{"role":"unborn","due":"2016-11-17","identifiers":[{"scheme":"bhm-csc","value":"UB-1"}]},\
            {"role":"mother","name":"Tasha","born":"1992-02-08","identifiers":[{"scheme":"nhs","value":"1"}]}]}}
            """,
            """
            {"data":{"people":[{"role":"victim","name":"Tasha","identifiers":[{"scheme":"nhs","value":"1"}]},\
            {"role":"child","name":"Esme","born":"2016-11-14","identifiers":[{"scheme":"nhs","value":"2"}]},\
            {"role":"suspect","name":"Dean"},{"role":"father","name":"Sam <b>","identifiers":[{"scheme":"nhs","value":"3"}]}]}}
            """
        )
        let family = Family(first.rows)
        #expect(family.members.map(\.title) == ["Tasha", "Sam <b>", "Esme"])
        let date = try #require(CivilDate(iso8601: "2016-12-29"))
        let drawing = Genogram(family, on: date).drawing
        #expect(drawing.contains("Esme") && drawing.contains("child, 6 weeks") && !drawing.contains("<b>"))
        #expect(!drawing.contains("style="))
    }

    @Test func `a timeline zooms by links to days that are in order`() throws {
        let first = try #require(CivilDate(iso8601: "2016-12-01"))
        for length in [0, 1, 2, 5, 400] {
            var view = StoryView("/cases/C-1/timeline")
            (view.from, view.to) = (first, first.advanced(byDays: length))
            let range = TimelineRange(view, [], today: first)
            for step in range.steps {
                if let from = step.days.0, let to = step.days.1 {
                    #expect(from < to, "\(step.name) of \(length)")
                }
            }
        }
    }

    @Test(arguments: ["/inbox", "/cases/C-1/chronology?from=2016-01-01"]) func `our own paths are gone on to`(
        path: String
    ) {
        #expect(LocalPath.checked(path) == path)
    }

    @Test(arguments: [
        "", "inbox", "//x", "/\\x", "/a b", "/sign-out", "/a\u{0}", "/\"onload=",
        String(repeating: "/", count: 600),
    ])
    func `nothing else is`(path: String) { #expect(LocalPath.checked(path) == nil) }

    @Test func `a form says what was written in it, or is none`() {
        let fields = [("a b", "1&2=3"), ("ü", "+%"), ("empty", "")]
        let read = FormText.read(FormText.write(fields))
        #expect(read?.map(\.name) == fields.map(\.0) && read?.map(\.value) == fields.map(\.1))
        for text in ["a=%", "a=%4", "a=%zz", "a=%ff%fe"] { #expect(FormText.read(text) == nil) }
    }
}
