import Foundation
import Testing

/// A child handed over between real brokers that die after every step, or whose line breaks all the time.
@Suite(.serialized, .timeLimit(.minutes(40))) struct HandoverProcessTests {
    @Test(arguments: [[true, false], [false, true], [true, true]])
    func `whoever is killed after every step, somebody holds, and every concern is told once`(
        dying: [Bool]
    ) throws {
        let handover = try Handover(Town())
        for step in handover.steps {
            try handover.say(step)
            handover.kill(dying)
            try handover.check()
            try handover.report(after: step)
        }
        try handover.end()
    }

    @Test func `over a line that breaks and was down, somebody holds, and every concern is told once`() throws
    {
        let town = try Town(apart: true)
        let line = try BadLine(between: town, cutting: 0.05, seed: 7)
        let handover = try Handover(town)
        for (number, step) in handover.steps.enumerated() {
            // What is said while the line is down waits for it.
            if number % 4 == 2 { try line.fail() }
            try handover.say(step, isAnswered: false)
            try handover.report(after: step)
            try handover.check()
            if number % 4 == 2 { try line.recover() }
            try handover.awaitEffect(of: step)
        }
        try handover.end()
        let (carried, cut) = try line.remove()
        #expect(carried > 100 && cut > 10, "\(carried) carried, \(cut) cut")
    }
}

/// One handover from Birmingham to Solihull, step by step, and what must hold at every moment of it.
private final class Handover {
    /// What one side says, and what the other then shows.
    struct Step {
        let name: String
        let system: String
        let arguments: [String]
        let seenBy: String
        let shows: String
        var isBeforeOffer = false
        var isRelease = false
    }

    private let town: Town
    private var here: Served
    private var there: Served
    /// Concerns that both sides must have once.
    private var shared: [String] = []
    /// Concerns that the receiver alone must have, because the offerer reads no longer.
    private var afterwards: [String] = []
    private var hasReleased = false

    init(_ town: Town) throws {
        self.town = town
        here = try Served(town.birmingham.configuration, in: town.folder)
        there = try Served(town.solihull.configuration, in: town.folder)
        try town.writeIncident()
        try town.folder.write("Weekly visits.\n", to: "plan.txt")
        for (system, id) in [(Town.offerer, "C-1042"), (Town.receiver, "S-7")] {
            let child = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}"#
            try town.ask(
                system,
                ["publish", "casefile.opened", "-"],
                input: #"{"case":"\#(id)","children":[\#(child)],"opened":"2026-10-01"}"#
            )
        }
    }

    var steps: [Step] {
        let child = ["--case", "C-1042=nhs:9990516286"]
        let (offerer, receiver) = (Town.offerer, Town.receiver)
        func step(_ name: String, _ system: String, _ arguments: [String], shows seen: String) -> Step {
            Step(
                name: name,
                system: system,
                arguments: ["transfer", name] + arguments,
                seenBy: system == offerer ? receiver : offerer,
                shows: seen
            )
        }
        var steps = [
            step(
                "notify",
                offerer,
                ["--to", "E08000029", "--from-date", "2026-10-05", "--transfer", "TR-1"] + child,
                shows: #""here":"notified""#
            ),
            step(
                "acknowledge",
                receiver,
                ["TR-1", "--phone", "0121 496 0261"] + Town.colin,
                shows: #""here":"acknowledged""#
            ),
            step(
                "offer",
                offerer,
                ["TR-1", "--kind", "cp", "--plan", "Weekly visits.", "--pack", "plan=plan.txt"] + child,
                shows: #""what":"packed""#
            ),
            step("query", receiver, ["TR-1", "--question", "Who visits?"], shows: #""what":"queried""#),
            step("answer", offerer, ["TR-1", "--answer", "Nadia does."], shows: #""what":"answered""#),
            step(
                "interim",
                receiver,
                ["TR-1", "--plan", "We visit."] + Town.colin,
                shows: #""there":"interim""#
            ),
            step(
                "accept",
                receiver,
                ["TR-1", "--conference", "2026-10-19"] + Town.colin,
                shows: #""here":"accepted-seen""#
            ),
            step(
                "hold-conference",
                receiver,
                ["TR-1", "--outcome", "The plan goes on."],
                shows: #""what":"conference-held""#
            ),
            step("book-core-group", receiver, ["TR-1", "--at", "2026-10-28"], shows: "core-group-booked"),
            step("release", offerer, ["TR-1"] + Town.nadia, shows: #""here":"sole""#),
        ]
        for place in 0..<2 { steps[place].isBeforeOffer = true }
        steps[9].isRelease = true
        return steps
    }

    /// Has one side say it, and waits until the other shows it.
    func say(_ step: Step, isAnswered: Bool = true) throws {
        if step.isRelease { try checkBothChronologies() }
        try town.ask(step.system, step.arguments + ["--wait", "120"])
        hasReleased = hasReleased || step.isRelease
        if isAnswered { try awaitEffect(of: step) }
    }

    func awaitEffect(of step: Step) throws { try town.wait(step.seenBy, for: step.shows) }

    /// Pulls the plug of the offerer's broker, the receiver's or both, and starts them again.
    func kill(_ dying: [Bool]) {
        if dying[0] { here.die() }
        if dying[1] { there.die() }
        do {
            if dying[0] { here = try Served(town.birmingham.configuration, in: town.folder) }
            if dying[1] { there = try Served(town.solihull.configuration, in: town.folder) }
        } catch {
            Issue.record(error)
        }
    }

    /// Somebody holds, and who is shown as sole is the only one.
    ///
    /// The receiver is read before and after the offerer, because both go on meanwhile.
    func check() throws {
        let before = try standing(of: town.solihull, Town.receiver)
        let offerer = try standing(of: town.birmingham, Town.offerer)
        let after = try standing(of: town.solihull, Town.receiver)
        #expect(offerer.holds || after.holds, "nobody holds: \(offerer.phase), \(after.phase)")
        #expect(before.phase != "sole" || !offerer.holds, "sole, and not alone: \(offerer.phase)")
    }

    /// Where the transfer stands there, and whether they say that they hold.
    private func standing(of authority: Town.Authority, _ system: String) throws -> (
        phase: String, holds: Bool
    ) {
        let row = try town.ask(system, ["transfer", "status", "TR-1", "--json", "--wait", "120"])
        guard let line = row.split(separator: "\n").first else { return ("none", false) }
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let holders = try #require(object?["holders"] as? [String])
        return (try #require(object?["here"] as? String), holders.contains(authority.code))
    }

    /// The police of both sides say something new about the child.
    func report(after step: Step) throws {
        for system in ["bhm-police/niche", "sol-police/niche"] {
            let id = UUID().uuidString.lowercased()
            try town.ask(
                system,
                ["publish", "police.domestic-incident", "data.json", "--id", id, "--wait", "120"]
            )
            if step.isRelease { afterwards.append(id) } else if !step.isBeforeOffer { shared.append(id) }
        }
    }

    private func checkBothChronologies() throws {
        try check(shared, "C-1042", Town.offerer)
        try check(shared, "S-7", Town.receiver)
    }

    /// Waits until everything that must be there is, then each MUST be there once.
    private func check(_ ids: [String], _ caseID: String, _ system: String) throws {
        while true {
            let text = try town.ask(system, ["chronology", caseID, "--format", "json", "--wait", "120"])
            let told = try text.split(separator: "\n").compactMap { line in
                let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return row?["id"] as? String
            }
            let counts = ids.map { id in told.count { $0 == id } }
            if counts.contains(0) { continue }
            #expect(counts.allSatisfy { $0 == 1 }, "\(caseID): \(counts)")
            return
        }
    }

    func end() throws {
        try town.wait(Town.offerer, for: #""here":"settled""#)
        try town.wait(Town.receiver, for: #""here":"sole""#)
        try check()
        try check(shared + afterwards, "S-7", Town.receiver)
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
        for authority in [town.birmingham, town.solihull] {
            #expect(try Program.run(["verify", "\(authority.code)/ledger"], in: town.folder).status == 0)
        }
    }
}
