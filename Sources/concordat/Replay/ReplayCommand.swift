import ArgumentParser
import BrokerCore
import JSON
import Settings
import Vocabulary

/// `concordat replay`: what a broker would have done, line by line.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Replays a story: for each line, what a broker would have done; for tests and for learning reviews.",
        discussion: """
            The story is a file of JSON lines, the first of which says who is in it. The broker's own core decides, \
            under a clock that jumps from line to line; whoever is asked to answer answers at once. No broker is \
            contacted and nothing is kept. A line that cannot be read is refused and costs no \
            other; the first such fault is said again at the end, with status 1.
            """
    )

    @Argument(help: "The story, JSON lines.")
    var story: String

    @Flag(help: "Print one JSON object a line instead of the story told.")
    var json = false

    @Option(help: "The folder of topics; looked for around this program if not given.")
    var topics: String?

    @Option(help: "The folder with calendar, ladders, clocks, meetings and patterns; looked for as well.")
    var configs: String?

    @Option(help: "Write every fact of the ledger, in order, to this file.")
    var facts: String?

    @Option(
        name: .customLong("kill-after"),
        help: "Kill the broker after the line of that id and let another recover."
    )
    var killAfter: String?

    func run() throws {
        let script = try Script(path: story)
        if let killAfter, !script.lines.contains(where: { $0.id == killAfter }) {
            throw CommandFailure.usage("--kill-after \(killAfter): must be the id of a line of \(story)")
        }
        let folder = PolicyFolder(
            topics: try topics ?? House.find(nil) + "/Topics",
            configs: try configs ?? House.find(nil) + "/Configs"
        )
        var replay = try Replay(script, under: try folder.policy())
        var teller = StoryTeller(script)
        for line in script.lines {
            let replayed = try replay.tell(line)
            StandardOutput.write(
                json ? replayed.json.serialized() + [UInt8(ascii: "\n")] : teller.tell(replayed)
            )
            if line.id == killAfter { try replay.recover() }
        }
        if let facts { try OutputFile.write(replay.facts, to: facts) }
        if let fault = script.lines.lazy.compactMap(\.fault).first { throw fault }
    }
}
