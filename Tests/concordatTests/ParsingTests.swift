import ArgumentParser
import Testing
import Transfer
import Vocabulary

@testable import concordat

@Suite struct ParsingTests {
    private static let person = ["--name", "N", "--role", "TM", "--contact", "1"]
    private static let system = ["--system", "a/b"]

    static let commands: [([String], any ParsableCommand.Type)] = [
        (
            ["serve", "b.yaml", "--story-clock", "s", "--story-start", "2026-10-05T09:00:00Z"],
            ServeCommand.self
        ),
        (["keys", "make", "keys", "--name", "broker"], KeysMakeCommand.self),
        (["keys", "signing", "keys", "--authority", "E08000025"], KeysSigningCommand.self),
        (["keys", "show", "x.key"], KeysShowCommand.self),
        (["topics", "check"], TopicsCheckCommand.self),
        (["topics", "list"], TopicsListCommand.self),
        (["topics", "show", "police.arrest"], TopicsShowCommand.self),
        (["topics", "export", "--asyncapi"], TopicsExportCommand.self),
        (["verify", "ledger", "--key", "k"], VerifyCommand.self),
        (
            ["simulate", "--seeds", "20", "--seed", "7", "--without", "crash,drop", "--json"],
            SimulateCommand.self
        ),
        (["receipt", "check", "r.json", "--key", "k"], ReceiptCheckCommand.self),
        (["publish", "police.arrest", "-"] + system, PublishCommand.self),
        (["listen", "police.>", "case.>", "--count", "2"] + system, ListenCommand.self),
        (["inbox", "--person", "a/p", "--all"] + system, InboxCommand.self),
        (["caseload", "--person", "a/p", "--json"] + system, CaseloadCommand.self),
        (["console", "console.yaml"], ConsoleCommand.self),
        (
            ["acknowledge", "12", "--person", "a/p", "--decision", "not-mine", "--to", "a/q"] + system,
            AcknowledgeCommand.self
        ),
        (["explain", "12"] + system, ExplainCommand.self),
        (["duty"] + system, DutyCommand.self), (["status"] + system, StatusCommand.self),
        (["case", "C-1"] + system, CaseCommand.self),
        (["meeting", "pack", "C-1", "12", "--json"] + system, MeetingPackCommand.self),
        (
            ["override", "C-1", "12", "--person", "a/p", "--reason", "It was a false one."] + system,
            OverrideCommand.self
        ),
        (
            ["chronology", "C-1", "--format", "csv", "--known-on", "2026-10-14"] + system,
            ChronologyCommand.self
        ),
        (["chronology", "C-1", "--as-known-on", "2026-10-14T09:00:00Z"] + system, ChronologyCommand.self),
        (
            ["lateness", "--from", "2026-10-01", "--until", "2026-10-14", "--json"] + system,
            LatenessCommand.self
        ),
        (["transfer", "status"] + system, TransferStatusCommand.self),
        (["transfer", "show", "T", "--bundle", "b"] + system, TransferShowCommand.self),
        (
            ["transfer", "notify", "--to", "E08000029", "--case", "C-1=nhs:1", "--from-date", "2026-10-05"]
                + system, TransferNotifyCommand.self
        ),
        (
            ["transfer", "acknowledge", "T", "--phone", "1"] + person + system,
            TransferAcknowledgeCommand.self
        ),
        (
            ["transfer", "offer", "T", "--case", "C-1=nhs:1", "--kind", "cp"] + system,
            TransferOfferCommand.self
        ),
        (["transfer", "query", "T", "--question", "q"] + system, TransferQueryCommand.self),
        (["transfer", "answer", "T", "--answer", "a"] + system, TransferAnswerCommand.self),
        (["transfer", "interim", "T", "--plan", "p"] + person + system, TransferInterimCommand.self),
        (
            ["transfer", "accept", "T", "--conference", "2026-10-19"] + person + system,
            TransferAcceptCommand.self
        ),
        (["transfer", "decline", "T", "--reason", "r"] + person + system, TransferDeclineCommand.self),
        (
            ["transfer", "book-conference", "T", "--at", "2026-10-19"] + system,
            TransferBookConferenceCommand.self
        ),
        (
            ["transfer", "hold-conference", "T", "--outcome", "o"] + system,
            TransferHoldConferenceCommand.self
        ),
        (
            ["transfer", "book-core-group", "T", "--at", "2026-10-19"] + system,
            TransferBookCoreGroupCommand.self
        ),
        (["transfer", "waive", "T", "--reason", "r"] + person + system, TransferWaiveCommand.self),
        (["transfer", "release", "T"] + person + system, TransferReleaseCommand.self),
        (["transfer", "cancel", "T", "--reason", "r"] + person + system, TransferCancelCommand.self),
        (
            ["transfer", "end-stay", "T", "--outcome", "returned"] + person + system,
            TransferEndStayCommand.self
        ),
    ]

    @Test(arguments: commands.indices)
    func `every command takes its arguments`(index: Int) throws {
        let (arguments, type) = Self.commands[index]
        let command = try ConcordatCommand.parseAsRoot(arguments)
        #expect("\(Swift.type(of: command))" == "\(type)")
    }

    @Test func `a child is a case and identifiers`() throws {
        let child = try #require(ChildArgument(argument: "C-1042=nhs:9990516286,bhm-mat:M-11")).member
        #expect(child.caseID.text == "C-1042")
        #expect(child.identifiers.map(\.scheme) == ["nhs", "bhm-mat"])
        #expect(child.identifiers.map(\.value) == ["9990516286", "M-11"])
        for text in ["C-1042", "C-1042=", "=nhs:1", "C-1042=nhs", "C-1042=nhs:1,"] {
            #expect(ChildArgument(argument: text) == nil)
        }
    }

    @Test func `a day is known to its end, in London`() {
        #expect(CommandArgument.instant(endOfDay: "2026-07-01")?.rfc3339 == "2026-07-01T22:59:59.999Z")
        #expect(CommandArgument.instant(endOfDay: "2026-01-01")?.rfc3339 == "2026-01-01T23:59:59.999Z")
        #expect(CommandArgument.instant(endOfDay: "soon") == nil)
    }
}
