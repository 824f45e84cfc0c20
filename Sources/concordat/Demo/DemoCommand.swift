import ArgumentParser
import Foundation
import Glibc
import JSON
import UnixSignals
import Vocabulary

/// `concordat demo`: two authorities, one story, on this machine.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Plays a story between two authorities' brokers, and counts what became of every message.",
        discussion: """
            Makes keys and configuration in a new folder, starts both brokers as processes, drops the story's files, \
            kills a broker in the middle and starts it again. Ends 0 only if nothing was lost, unrouted or handed \
            over twice, somebody held responsibility at every moment, and both ledgers verify.
            """
    )

    @Option(help: "A new or empty folder for everything; a temporary one if not given.")
    var dir: String?

    @Flag(help: "End after the summary, also on a terminal.")
    var once = false

    @Flag(help: "Keep brokers and consoles after the summary until Control-C, also without a terminal.")
    var stay = false

    @Option(
        help:
            "Play up to this step of the story, such as B030, and let everything stand there until Control-C."
    )
    var until: String?

    @Flag(
        help: ArgumentHelp(
            "With the partnership's clocks, patterns and rules of meetings.",
            discussion: "The brokers conclude much more then, and nobody in the story answers it."
        )
    )
    var rules = false

    @Flag(help: "Without pauses for reading.")
    var fast = false

    @Option(
        help: "The folder that holds Topics, Configs and Tests; looked for around this program if not given."
    )
    var house: String?

    func run() async throws {
        let path =
            dir ?? NSTemporaryDirectory() + "/concordat-demo-\(UUID().uuidString.prefix(8).lowercased())"
        let folder = try DemoFolder(
            new: URL(fileURLWithPath: path).standardizedFileURL.path,
            from: try House.find(house),
            hasRules: rules
        )
        let story = try Story(path: folder.story)
        if let until, !story.steps.contains(where: { $0.id == until }) {
            throw CommandFailure.usage("--until \(until): must be a step of the story")
        }
        let stage = try Stage(folder, begins: story.begins)
        let narrator = Narrator(isFast: fast)
        narrator.text(story.title, .heading)
        narrator.text("Everything is in \(folder.path)", .quiet)
        let consoles = DemoConsoles()
        let watch = Self.endChildrenOnSignals()
        defer { watch.cancel() }
        do {
            try ClientsFile.write(of: stage.authorities, to: folder.path)
            try await Play(story, on: stage, told: narrator).run(beside: consoles, until: until)
            if until != nil { try await Self.stand(at: stage.now, narrator) }
            try await stage.close()
        } catch {
            ChildProcess.abandonAll()
            throw error
        }
        let summary = try await SummaryReader(folder: folder.path).read()
        let text = IndentedJSON.text(of: summary.json) + "\n"
        try OutputFile.write(Array(text.utf8), to: folder.path + "/summary.json")
        narrator.text("")
        narrator.text(summary.table)
        narrator.text("\n  summary.json, clients.json and both ledgers are in \(folder.path)", .quiet)
        if summary.isRight, !once, stay || isatty(STDOUT_FILENO) == 1 {
            try await Visit(folder, story: story, told: narrator).run()
        }
        try await consoles.close()
        guard summary.isRight else { throw ExitCode.failure }
    }

    /// The story stands still, and everybody who speaks in it goes on listening, until somebody ends the demo.
    private static func stand(at instant: Instant, _ narrator: Narrator) async throws {
        narrator.text("\nThe story stands at \(ShownTime.text(instant)). Control-C ends it.", .heading)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    /// Whoever ends the demo ends what it started.
    private static func endChildrenOnSignals() -> Task<Void, Never> {
        Task {
            for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                ChildProcess.abandonAll()
                Glibc.exit(128 + signal.rawValue)
            }
        }
    }
}
