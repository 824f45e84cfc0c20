import JSON
import Testing
import Vocabulary

@testable import Transfer

@Suite struct TransferMessageTests {
    @Test(arguments: transferExamples.map(\.topic))
    func `the catalogue's example is read, and written again member for member`(topic: String) throws {
        let text = try #require(transferExamples.first { $0.topic == topic }).data
        let node = try JSONDocument(parsing: Array(text.utf8)).root
        let message = try TransferMessage(try #require(TransferTopic(rawValue: topic)), data: node)
        #expect(message.topic.rawValue == topic)
        guard case .object(let members) = message.data else {
            Issue.record("data is no object")
            return
        }
        for member in members where member.value != .array([]) {
            // A child may carry more than the receiver's handle needs; everything else is kept as it came.
            guard member.key != "members" else { continue }
            #expect(node[member.key]?.value == member.value, "\(member.key)")
        }
        let again = try JSONDocument(parsing: message.data.serialized()).root
        #expect(try TransferMessage(message.topic, data: again) == message)
    }

    @Test func `every topic has an example`() {
        #expect(Set(transferExamples.map(\.topic)) == Set(TransferTopic.allCases.map(\.rawValue)))
    }

    @Test(arguments: transferExamples.map(\.topic))
    func `a member that is missing or of another kind is named by its pointer`(topic: String) throws {
        let text = try #require(transferExamples.first { $0.topic == topic }).data
        let topic = try #require(TransferTopic(rawValue: topic))
        guard case .object(let members) = try JSONDocument(parsing: Array(text.utf8)).root.value else {
            Issue.record("data is no object")
            return
        }
        for name in ["transfer", "lineage", "epoch", "from", "to"] {
            for wrong in [JSONValue?.none, .some(.bool(true))] {
                let changed = members.compactMap { member -> JSONMember? in
                    member.key == name ? wrong.map { JSONMember(name, $0) } : member
                }
                let node = try JSONDocument(parsing: JSONValue.object(changed).serialized()).root
                let fault = #expect(throws: TransferFault.self) { try TransferMessage(topic, data: node) }
                #expect(fault?.pointer.text == "/" + name)
            }
        }
    }

    @Test(arguments: [
        (#"{"kind":"cp-plan","digest":"00","content":"plan"}"#, "/digest"),
        (#"{"kind":"cp-plan","content":"plan"}"#, "/digest"),
        (
            #"{"kind":"k","digest":"#
                + #""0000000000000000000000000000000000000000000000000000000000000000","content":"plan"}"#,
            "/digest"
        ),
    ])
    func `a document that is not what its digest says is refused`(own: String, pointer: String) throws {
        let fixture = try TransferFixture()
        let header =
            #"{"transfer":"T","lineage":"L","epoch":1,"from":"A","to":"B","offer":"\#(fixture.offer.hex)","#
        let node = try JSONDocument(parsing: Array((header + own.dropFirst()).utf8)).root
        let fault = #expect(throws: TransferFault.self) { try TransferMessage(.pack, data: node) }
        #expect(fault?.pointer.text == pointer)
    }

    @Test func `a message shows nobody's words or names`() throws {
        let fixture = try TransferFixture()
        let message = TransferMessage(fixture.parties.header(epoch: 1), fixture.accepted)
        #expect("\(message)" == "transfer.accepted TR-1 epoch 1")
        #expect(!String(reflecting: message).contains("Speight"))
        var dumped = ""
        dump(message, to: &dumped)
        #expect(!dumped.contains("Speight"))
    }
}
