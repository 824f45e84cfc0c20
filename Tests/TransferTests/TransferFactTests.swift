import JSON
import Testing
import Vocabulary

@testable import Transfer

@Suite struct TransferFactTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `every fact of a rehearsal is read back from its own JSON`(seed: UInt64) throws {
        var rehearsal = try Rehearsal(seed: seed)
        try rehearsal.run(steps: 400)
        for broker in rehearsal.brokers {
            for fact in broker.facts {
                let node = try JSONDocument(parsing: fact.json.serialized()).root
                #expect(try TransferFact(json: node) == fact)
            }
        }
    }

    @Test func `facts are written as they will be read for years`() throws {
        let fixture = try TransferFixture()
        var book = ToldBook(of: fixture.birmingham, fixture)
        let first = try book.hear(fixture.notice, by: .person, epoch: 0, digest: fixture.document)
        #expect(
            first.facts.map { String(decoding: $0.json.serialized(), as: UTF8.self) } == [
                #"{"fact":"transfer.journaled","at":1482400060000,"transfer":"TR-1","lineage":"L-1042","#
                    + #""from":"E08000025","to":"E08000029","epoch":0,"topic":"transfer.move-notified","#
                    + #""by":"E08000025","said":{"seq":1,"id":"m-1","digest":"#
                    + #""000000000000000000000000000000000000000000000000000000000000000d"}}"#,
                #"{"fact":"transfer.move-noted","at":1482400060000,"transfer":"TR-1","lineage":"L-1042","#
                    + #""from":"E08000025","to":"E08000029","members":[{"case":"C-1042","identifiers":"#
                    + #"[{"scheme":"nhs","value":"9990516286"}]}],"from-date":"2016-12-21","#
                    + #""temporary":false,"said":{"seq":1,"id":"m-1","digest":"#
                    + #""000000000000000000000000000000000000000000000000000000000000000d"}}"#,
                #"{"fact":"transfer.queued","at":1482400060000,"to":"E08000029","seq":1}"#,
            ]
        )
    }

    @Test func `a fact of another release is refused by the place that does not fit`() throws {
        for (text, pointer) in [
            (#"{"fact":"transfer.unheard-of","at":1}"#, "/fact"), (#"{"fact":"transfer.queued"}"#, "/at"),
            (#"{"fact":"transfer.queued","at":1,"to":"E08000029","seq":-1}"#, "/seq"), ("[]", ""),
        ] {
            let node = try JSONDocument(parsing: Array(text.utf8)).root
            let fault = #expect(throws: TransferFault.self) { try TransferFact(json: node) }
            #expect(fault?.pointer.text == pointer)
        }
    }
}
