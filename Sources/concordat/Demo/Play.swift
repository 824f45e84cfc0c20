import BrokerClient
import Concerns
import JSON
import Settings
import Topics
import Vocabulary
import Wire

/// Plays the story: everything that is waited for is an event, and everything told was read from a broker.
final class Play {
    /// Something said, and the entry that it became.
    struct Said {
        let authority: DemoAuthority
        let user: UserID
        let topic: Topic
        let id: MessageID
        var sequence: LedgerSequence
    }

    /// An export that an adapter took, with everything that came before it.
    struct Export {
        let authority: DemoAuthority
        let user: UserID
        let count: Int
        let mark: Int
    }

    let story: Story
    let stage: Stage
    let narrator: Narrator
    /// From offer to settlement every concern goes to both authorities.
    var isBetweenAuthorities = false
    /// The last rung told, of each concern that climbed.
    var climbsTold: [MessageID: Int64] = [:]

    /// What the demo said itself, so that it is not taken for what an adapter says with the same key.
    var ownIDs: Set<MessageID> = []
    /// Whom the step's last entry was told to, and who held, at each authority, so that it is not told twice.
    var lastTold: [AuthorityCode: String] = [:]
    var lastHeld = ""
    var exports: [Export] = []

    init(_ story: Story, on stage: Stage, told by: Narrator) {
        self.story = story
        self.stage = stage
        narrator = by
    }

    /// Everybody who says or hears something.
    var cast: [(AuthorityCode, UserID)] {
        stage.authorities.flatMap { authority in
            authority.file.agencies.flatMap(\.systems).map(\.user)
                .filter { !$0.text.hasSuffix("/spare") && !$0.text.hasSuffix("/console") }.map {
                    (authority.code, $0)
                }
        }
    }

    /// Plays all of it, or up to and with one step.
    func run(beside consoles: DemoConsoles, until last: String? = nil) async throws {
        for authority in stage.authorities {
            try await stage.start(authority)
            try await stage.startAdapters(of: authority)
        }
        try await consoles.open(stage.authorities, in: stage.folder, told: narrator)
        try await stage.connect(cast)
        for step in story.steps {
            try await play(step)
            if step.id == last { break }
        }
        try await stage.catchUp()
    }

    private func play(_ step: StoryStep) async throws {
        let mark = await stage.mailroom.count
        var killed: DemoAuthority?
        (lastTold, lastHeld) = ([:], "")
        try stage.move(to: step.at)
        narrator.moment(step.at, step.telling)
        if let code = step.killed {
            let authority = try stage.authority(code)
            try await stage.kill(authority)
            narrator.line("killed", "\(authority.file.name)'s broker, with SIGKILL", .alarm)
            killed = authority
        }
        var said: [Said] = []
        for (place, saying) in step.sayings.enumerated() {
            for one in try await say(
                saying,
                of: step,
                place,
                isAlive: saying.authority != killed?.code
            ) {
                // What follows in the same step may rest on it.
                said.append(
                    one.sequence.number > 0 || one.authority.code == killed?.code
                        ? one : try await receipted(one)
                )
            }
        }
        if let killed {
            try await comeBack(killed, step)
            for place in said.indices where said[place].sequence.number == 0 {
                said[place] = try await receipted(said[place])
            }
            said += try await arrived()
        }
        var owed: [Owed] = []
        for one in said.split(whereSeparator: { !isRecord($0) }) { record(Array(one)) }
        for one in said where !isRecord(one) { owed += try await tell(one, since: mark) }
        for one in said { owed += try await follow(one, since: mark) }
        try await soundAlarms(since: mark)
        try await answer(owed, in: step, since: mark)
        try await narrator.breathe()
    }

    /// The broker that was killed comes back, while what was said to it waits.
    private func comeBack(_ killed: DemoAuthority, _ step: StoryStep) async throws {
        narrator.line("waits", "what it must hear stays in outboxes, on disk", .warning)
        if let restart = step.restart { try stage.move(to: restart) }
        try await stage.start(killed)
        narrator.line("back", "\(killed.file.name)'s broker replayed its ledger and serves", .good)
    }

    private func receipted(_ said: Said) async throws -> Said {
        var said = said
        said.sequence = try await stage.system(said.user, at: said.authority.code).receipt(of: said.id)
            .sequence
        return said
    }
}
