import BrokerClient
import Concerns
import Testing
import Vocabulary

@testable import Adapters

@Suite struct HostileExportTests {
    @Test
    func `a thousand hostile exports crash nothing, and each is taken whole or refused with its reasons`()
        throws
    {
        let agency = try #require(AgencyID("wmp"))
        let mapper = ExportMapper(mapping: try Samples.mapping(), agency: agency, catalogue: nil)
        let sample = [
            Samples.header,
            "I-1,03/12/2016 22:48,M,Y,\"Shouting,\r\na \"\"bang\"\"\",V,999 283 9457,,08/02/1992",
            "I-2,04/07/2016,h,n,,C,,N-7,", "I-1,03/12/2016 22:48,,,,C,9990516286,N-9,14/11/2016", "",
        ].joined(separator: "\r\n")
        let source = try Samples.source()
        var (taken, refused) = (0, 0)
        for bytes in HostileInputs(seed: 20_260_730).messages(of: [sample], count: 1_000) {
            // What is shown row by row agrees with what is done.
            let preview = ExportPreview(of: bytes, by: mapper.mapping, agency: agency, catalogue: nil)
            do {
                let events = try mapper.events(of: bytes)
                taken += 1
                #expect(preview.faults == 0 && preview.events == events.count)
                for event in events {
                    let id = event.id(from: source, file: .ofBody(bytes))
                    _ = try Concern(parsing: event.publication(id: id, source: source, supersedes: nil).body)
                }
            } catch let faults as ExportFaults {
                refused += 1
                #expect(preview.faults > 0 && preview.events == 0)
                #expect(!faults.faults.isEmpty && faults.faults.allSatisfy { !$0.mustBe.isEmpty })
            }
        }
        #expect(taken + refused == 1_000 && taken > 0 && refused > 300)
    }
}
