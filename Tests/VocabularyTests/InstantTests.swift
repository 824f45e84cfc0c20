import TestSupport
import Testing
import Vocabulary

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T23:59:59.999Z", -1),
        ("2016-06-08T14:30:00+01:00", 1_465_392_600_000), ("2016-06-08t13:30:00z", 1_465_392_600_000),
        ("2016-06-08T13:30:00.25Z", 1_465_392_600_250), ("2016-06-08T13:30:00.123456789Z", 1_465_392_600_123),
        ("2000-02-29T00:00:00Z", 951_782_400_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("2016-06-08T13:30:00-00:00", 1_465_392_600_000),
    ])
    func `an RFC 3339 time is read`(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2016-06-08", "2016-06-08T13:30:00", "2016-06-08 13:30:00Z", "2016-06-08T13:30Z",
        "2016-06-08T24:00:00Z", "2016-06-08T13:60:00Z", "2016-06-30T23:59:60Z", "2016-02-30T00:00:00Z",
        "2015-02-29T00:00:00Z", "2016-06-08T13:30:00.Z", "2016-06-08T13:30:00+1:00",
        "2016-06-08T13:30:00+24:00",
        "2016-06-08T13:30:00Zx", "2016-06-08T13:30:00.1234567890Z", "+016-06-08T13:30:00Z",
        "2016-06-08T13:30:00,5Z", "2016-06-08T13:30:00+01:00 ", "٢٠١٦-06-08T13:30:00Z",
    ])
    func `anything else is refused`(text: String) { #expect(Instant(rfc3339: text) == nil) }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (1_465_392_600_050, "2016-06-08T13:30:00.050Z"),
    ])
    func `an instant is written in one way`(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `what is written is read back, at any offset`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let instant = Instant(
                milliseconds: Int64.random(in: -62_000_000_000_000...253_000_000_000_000, using: &random)
            )
            let offset = Int.random(in: -840...840, using: &random)
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
            #expect(Instant(rfc3339: instant.rfc3339(offsetMinutes: offset)) == instant)
        }
    }

    @Test func `every prefix of a time is refused`() {
        let text = "2016-06-08T13:30:00.123+01:00"
        for length in 0..<text.count { #expect(Instant(rfc3339: String(text.prefix(length))) == nil) }
    }

    @Test func `arithmetic stops at the ends of time`() {
        let (first, last) = (Instant(milliseconds: .min), Instant(milliseconds: .max))
        #expect(last.advanced(byMilliseconds: 1) == last)
        #expect(first.advanced(byMilliseconds: -1) == first)
        #expect(last.milliseconds(since: first) == .max)
        #expect(first.milliseconds(since: last) == .min)
        #expect(at("2016-06-08T13:30:01Z").milliseconds(since: at("2016-06-08T13:30:00Z")) == 1000)
    }
}
