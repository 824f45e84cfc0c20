import BrokerClient
import Topics
import Vocabulary
import ZeroMQ

/// The children whom the bench's concerns are about, each with an open case that somebody holds, and who lives with them.
struct BenchCase {
    /// As many as make no difference.
    static let few = BenchCase(count: 1_000, hasFamilies: false)
    /// How many members of staff hold cases.
    static let staff = 2_000

    /// How many there are.
    let count: Int
    /// Whether each child lives with its mother and every second one with a father too.
    let hasFamilies: Bool

    /// The members of staff, as a list of an agency's configuration.
    static func entry(ofWorker number: Int) -> String {
        "- {id: bench/worker-\(number), name: Worker, roles: [ASW], qualified: true}"
    }

    /// The member that identifies the child whom the concern at a place is about.
    func identifiers(of place: Int) -> String { Self.identifiers("P", place % count) }

    private static func identifiers(_ letter: String, _ number: Int) -> String {
        #""identifiers":[{"scheme":"bench","value":"\#(letter)-\#(number)"}]"#
    }

    /// What makes them known, in the order in which it must be said.
    func publications() throws -> [MessageFrames] {
        try (0..<count).flatMap(said).enumerated().map { place, said in
            let id = MessageID.random()
            let topic = try BenchEvent.topic(said.topic)
            let body = Array((BenchEvent.head(id, said.topic) + said.data + "}").utf8)
            return BenchEvent.publication(id, topic, body, place: place)
        }
    }

    private func said(_ child: Int) -> [(topic: String, data: String)] {
        let identifiers = identifiers(of: child)
        var said = [
            hasFamilies
                ? ("register.household", family(child)) : ("register.person", "\(identifiers)}"),
            (
                "casefile.opened",
                #""case":"C-\#(child)","children":[{"role":"child",\#(identifiers)}],"opened":"2026-10-05"}"#
            ),
        ]
        said.append(
            (
                "allocation.made",
                #""case":"C-\#(child)","staff":"bench/worker-\#(child % Self.staff)","role":"ASW","qualified":true,"#
                    + #""from":"2026-10-05"}"#
            )
        )
        return said
    }

    private func family(_ child: Int) -> String {
        let parents = child.isMultiple(of: 2) ? ["M", "F"] : ["M"]
        let members =
            [#"{\#(identifiers(of: child)),"relation":"child"}"#]
            + parents.map { #"{\#(Self.identifiers($0, child)),"relation":"parent"}"# }
        return #""household":"H-\#(child)","members":[\#(members.joined(separator: ","))]}"#
    }
}
