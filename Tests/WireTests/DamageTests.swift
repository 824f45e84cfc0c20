import Testing
import Wire

@Suite struct DamageTests {
    /// Every frame cut off anywhere, and every byte of it changed in eight ways.
    private func damaged(_ frames: [[UInt8]]) -> [[[UInt8]]] {
        var all: [[[UInt8]]] = []
        for (place, frame) in frames.enumerated() {
            for index in frame.indices {
                var copy = frames
                copy[place] = Array(frame[..<index])
                all.append(copy)
                for bit in 0..<8 {
                    copy[place] = frame
                    copy[place][index] ^= 1 << UInt8(bit)
                    all.append(copy)
                }
            }
        }
        return all
    }

    @Test func `no damage to a client's message does more than refuse or drop it`() throws {
        for golden in try Golden.client() {
            for frames in damaged(golden.frames) {
                switch ClientMessage.decode(frames) {
                case .message(let message):
                    // What was taken is a message like any other: it survives its own encoding.
                    #expect(ClientMessage.decode(message.frames) == .message(message))
                case .refused(let refusal, let request):
                    #expect([.badFrame, .version].contains(refusal.code))
                    let answer = BrokerMessage(request: request, verb: .error(refusal))
                    #expect(try BrokerMessage(decoding: answer.frames) == answer)
                case .dropped:
                    #expect(frames[0] != Array("CC1".utf8))
                }
            }
            for index in golden.frames[3].indices {
                var frames = golden.frames
                frames[3] = Array(frames[3][..<index])
                guard case .refused = ClientMessage.decode(frames) else {
                    Issue.record("\(golden.verb) cut off at \(index) was taken")
                    continue
                }
            }
        }
    }

    @Test func `no damage to a broker's message does more than refuse it`() throws {
        for golden in try Golden.broker() {
            for frames in damaged(golden.frames) {
                do throws(WireRefusal) {
                    let message = try BrokerMessage(decoding: frames)
                    #expect(try BrokerMessage(decoding: message.frames) == message)
                } catch {
                    #expect(error.code == .badFrame)
                }
            }
        }
    }
}
