import Vocabulary

/// After the story: both brokers stand, with their clocks where the story ended, for whoever wants to look around.
struct Visit {
    private let folder: DemoFolder
    private let stage: Stage
    private let narrator: Narrator

    init(_ folder: DemoFolder, story: Story, told by: Narrator) throws {
        self.folder = folder
        narrator = by
        stage = try Stage(folder, begins: story.steps.last?.at ?? story.begins)
    }

    /// Runs until somebody ends the demo.
    func run() async throws {
        for authority in stage.authorities {
            try await stage.start(authority)
            try await stage.startAdapters(of: authority)
        }
        narrator.text("\nBoth brokers stand. In another window:\n", .heading)
        for (what, command) in commands {
            narrator.text("  # " + what, .quiet)
            narrator.text("  concordat " + command)
        }
        narrator.text("\nControl-C ends it all.", .quiet)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    private var commands: [(String, String)] {
        let clients = "--clients \(folder.path)/clients.json"
        let case1 = "--system bhm-csc/casework"
        let case2 = "--system sol-csc/casework"
        return [
            ("Esme's file in Solihull, merged from all agencies", "chronology S-2077 \(clients) \(case2)"),
            (
                "what waits for her social worker",
                "inbox \(clients) \(case2) --person sol-csc/beth.arlow --all"
            ),
            ("why somebody was told of an entry", "explain 73 \(clients) \(case1)"),
            ("where the transfer stands", "transfer status \(clients) \(case2)"),
            ("what nobody has taken", "duty \(clients) \(case2)"),
            (
                "say something as a system that the story did not use",
                "publish police.domestic-incident \(clients) --system wmp/spare --authority E08000029 "
                    + "\(folder.path)/E08000029/examples/wmp-spare/police.domestic-incident.json"
            ),
            ("prove a ledger from its files", "verify \(folder.path)/E08000025/ledger"),
        ]
    }
}
