import Testing
import Vocabulary

@testable import Simulator

@Suite struct SimulatedLinkTests {
    private let outbox = (1...40 as ClosedRange<Int64>).map { LedgerSequence($0) }

    @Test func `what the peer cannot take yet stands in the way of nothing`() {
        var link = SimulatedLink(usual: 0, failures: 12)
        #expect(link.ready(outbox, at: 0) == outbox)
        for sequence in outbox.prefix(SimulatedLink.window) {
            link.sent[sequence] = 0
            link.postpone(sequence, at: 0)
        }
        // Even when it is time to try it again, what the peer was never asked goes first.
        #expect(link.ready(outbox, at: 0) == Array(outbox.suffix(8)))
        #expect(link.ready(outbox, at: Span.day).prefix(8) == outbox.suffix(8))
        #expect(link.ready(outbox, at: Span.day).count == outbox.count)
        // Nor on the next connection: on one that never lasts, nothing else would ever have its turn.
        link.reset()
        #expect(link.ready(outbox, at: Span.day).prefix(8) == outbox.suffix(8))
        link.forget()
        #expect(link.ready(outbox, at: 0) == outbox)
    }

    @Test func `a refusal for now is an answer, so that the next look is soon`() {
        var link = SimulatedLink(usual: 0, failures: 12)
        #expect(link.pause(outbox, at: 0) > 5 * Span.hour)
        link.sent[outbox[0]] = 0
        link.postpone(outbox[0], at: 0)
        #expect(link.failures == 0)
        #expect(link.pause([outbox[0]], at: 0) == 10 * Span.second)
        link.sent[outbox[1]] = 0
        #expect(link.pause(outbox, at: 0) == link.patience)
    }
}
