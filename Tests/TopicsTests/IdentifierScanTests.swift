import JSON
import Testing
import Topics

/// What counts as telling whom a text is about, where nothing may (N64).
@Suite struct IdentifierScanTests {
    @Test(arguments: [
        ("The mother of 999 051 6286 drinks.", IdentifierScan.Finding.nhsNumber),
        ("9990516286", .nhsNumber), ("Her number is 999-284-21 so far", .number), ("NHS 9990516287", .number),
        ("Property 100023336956 is cold.", .number), ("Call 0121 496 0140.", .number),
        ("Born 14/11/2016.", .date), ("born 2016-11-14", .date), ("born 1.2.16", .date),
        ("Born on the 14th of November 2016.", .date), ("born 14 nov", .date), ("Nov 14, 2016", .date),
        ("They live in B15 2TT.", .postcode), ("near ec1a1bb now", .postcode), ("cv4 7al", .postcode),
        ("It is about C-1042.", .reference), ("see UB-20931", .reference), ("write to a@b.org", .mail),
    ])
    func `what can tell whom it is about is found`(text: String, finding: IdentifierScan.Finding) {
        #expect(IdentifierScan.finding(in: text) == finding)
    }

    @Test(arguments: [
        "A pregnant woman tells me that she drinks each evening. Is that a referral?", "Q-77",
        "The child is 4, the mother 19; they moved twice in 2016.", "She may be ill.",
        "20 to 30 units a week",
        "Two 5 mg doses, 3 times a day", "section 47 or section 17?", "He is in year 10 at school", "",
    ])
    func `an ordinary question holds nothing of the kind`(text: String) {
        #expect(IdentifierScan.finding(in: text) == nil)
    }
}
