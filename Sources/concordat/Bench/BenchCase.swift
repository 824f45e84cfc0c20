import BrokerClient
import Topics
import Vocabulary
import ZeroMQ

/// The children whom the bench's concerns are about: each is known, has an open case and somebody who holds it.
enum BenchCase {
    /// How many there are.
    static let count = 1_000

    /// The member that identifies the child whom the concern at a place is about.
    static func identifiers(of place: Int) -> String {
        #""identifiers":[{"scheme":"bench","value":"P-\#(place % count)"}]"#
    }

    /// What makes them known, in the order in which it must be said.
    static func publications() throws -> [MessageFrames] {
        let said = try (0..<count).flatMap { child in
            let identifiers = identifiers(of: child)
            return [
                (try BenchEvent.topic("register.person"), "\(identifiers)}}"),
                (
                    try BenchEvent.topic("casefile.opened"),
                    #""case":"C-\#(child)","children":[{"role":"child",\#(identifiers)}],"opened":"2026-10-05"}}"#
                ),
                (
                    try BenchEvent.topic("allocation.made"),
                    #""case":"C-\#(child)","staff":"bench/lead","role":"ASW","qualified":true,"#
                        + #""from":"2026-10-05"}}"#
                ),
            ]
        }
        return said.enumerated().map { place, said in
            let id = MessageID.random()
            let body = Array((BenchEvent.head(id, said.0.text) + said.1).utf8)
            return BenchEvent.publication(id, said.0, body, place: place)
        }
    }
}
