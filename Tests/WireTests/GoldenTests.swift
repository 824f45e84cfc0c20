import Testing
import Wire

@Suite struct GoldenTests {
    @Test func `every verb of a client has its bytes, both ways`() throws {
        for golden in try Golden.client() {
            #expect(text(golden.message.frames) == text(golden.frames))
            #expect(ClientMessage.decode(golden.frames) == .message(golden.message))
        }
    }

    @Test func `every verb of a broker has its bytes, both ways`() throws {
        for golden in try Golden.broker() {
            #expect(text(golden.message.frames) == text(golden.frames))
            #expect(try BrokerMessage(decoding: golden.frames) == golden.message)
        }
    }

    @Test
    func `members that a reader does not know are passed over, and what may be left out has its default`()
        throws
    {
        let sub = try #require(try Golden.client().first { $0.verb == "DETACH" }).message
        var frames = sub.frames
        frames[3] = Array(#" { "new" : {"a":[1]} , "sub" : "desk" } "#.utf8)
        #expect(ClientMessage.decode(frames) == .message(sub))
        frames[1] = Array("NACK".utf8)
        frames[3] = Array(#"{"sub":"desk","n":1}"#.utf8)
        guard case .message(let message) = ClientMessage.decode(frames),
            case .nack(_, 1, "", 0) = message.verb
        else {
            Issue.record("a NACK without why and after_ms")
            return
        }
        frames[1] = Array("SUBSCRIBE".utf8)
        frames[3] = Array(#"{"sub":"desk","topics":[">"]}"#.utf8)
        guard case .message(let message) = ClientMessage.decode(frames),
            case .subscribe(let subscribe) = message.verb
        else {
            Issue.record("a SUBSCRIBE without window and from")
            return
        }
        #expect(subscribe.window == 16)
        #expect(subscribe.from == .now)
    }

    private func text(_ frames: [[UInt8]]) -> [String] { frames.map { String(decoding: $0, as: UTF8.self) } }
}
