import Testing
import Vocabulary

@Suite struct IdentifierTests {
    @Test(arguments: ["!", "~", "C-1042", "bhm-csc/nadia.bloom", String(repeating: "x", count: 128)])
    func `printable ASCII is an identifier`(text: String) { #expect(CaseID(text)?.text == text) }

    @Test(arguments: [
        "", " ", "C 1042", "C\n", "\u{7f}", "\0", "Zoë", "Zoe\u{308}", String(repeating: "x", count: 129),
    ])
    func `anything else is not`(text: String) { #expect(CaseID(text) == nil) }

    @Test func `identifiers are ordered by their bytes`() {
        let texts = ["a", "B", "C-10", "C-9", "~", "!", "C"]
        #expect(
            texts.compactMap { CaseID($0) }.sorted().map(\.text) == ["!", "B", "C", "C-10", "C-9", "a", "~"]
        )
    }

    @Test func `the agency is what stands before the stroke`() {
        #expect(UserID("wmp/niche")?.agency?.text == "wmp")
        #expect(StaffID("bhm-csc/nadia.bloom")?.agency?.text == "bhm-csc")
        #expect(StaffID("alone")?.agency?.text == "alone")
        #expect(StaffID("/nobody")?.agency == nil)
    }

    @Test func `roles are those of the reference and their receiving twins`() {
        #expect(Role("HV")?.code == "HV")
        #expect(Role("R-HV")?.code == "R-HV")
        #expect(Role("R-R-HV") == nil)
        #expect(Role("hv") == nil)
        #expect(Role("ASW") == .allocatedSocialWorker)
        #expect(Role.codes.count == Set(Role.codes).count)
    }

    @Test func `severity and detail rise`() {
        #expect(Severity.allCases.sorted() == [.s4, .s3, .s2, .s1])
        #expect(Detail.allCases.sorted() == [.alert, .summary, .full])
    }
}
