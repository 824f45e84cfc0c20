import ArgumentParser
import JSON
import Topics
import Vocabulary
import Wire

/// `concordat acknowledge`: a person answers for a concern; only that stops its clock.
struct AcknowledgeCommand: AsyncParsableCommand {
    /// What a person can decide.
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case seen, acting, done, disagree
        case notMine = "not-mine"
    }

    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Answers for a concern, in the name of a person; only that stops its clock."
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The concern's id, or its sequence as the person's inbox shows it.")
    var concern: String

    @Option(help: "Who answers: a member of staff of the system's agency.")
    var person: String

    @Option(help: "What they decided: acting is asked again unless done follows; disagree opens a challenge.")
    var decision: Choice?

    @Flag(help: "They disagree: the same as --decision disagree, which opens a professional challenge.")
    var disagree = false

    @Option(help: "Why.")
    var reason: String?

    @Option(help: "Whose it is, with --decision not-mine.")
    var to: String?

    @Option(name: .customLong("case"), help: "Which case is answered for, if the concern reached several.")
    var caseID: String?

    @Option(help: "The certificate with the person's own signing key, if the register has one for them.")
    var sign: String?

    func validate() throws {
        guard (decision == nil) == disagree else {
            throw ValidationError("say either --decision or --disagree")
        }
        guard StaffID(person) != nil else { throw ValidationError("--person must be <agency>/<name>") }
        guard MessageID(concern) != nil else {
            throw ValidationError("the concern must be an id or a sequence")
        }
    }

    func run() async throws {
        guard let topic = Topic("acknowledgement.made") else { throw ExitCode.failure }
        let certificate = try sign.map { try SigningCertificate(secretFile: $0) }
        try await ClientCall.run(client, .box("outbox")) { call in
            let id = try await id(by: call)
            let event = try OutgoingEvent(data(of: id), on: topic, signedBy: certificate?.key, by: call)
            try await event.publish(by: call)
        }
    }

    private func id(by call: ClientCall) async throws -> String {
        guard let sequence = Int64(concern) else { return concern }
        var fetch = ClientMessage.Fetch(.inbox)
        fetch.person = StaffID(person)
        fetch.all = true
        for row in try await call.rows(fetch) {
            let node = try JSONDocument(parsing: Array(row)).root
            if node["seq"]?.integer == sequence, let id = node["id"]?.string { return id }
        }
        throw CommandFailure.refused("entry \(sequence) is not in the inbox of \(person)")
    }

    private func data(of id: String) -> JSONValue {
        var members = [
            JSONMember("concern", .string(id)), JSONMember("person", .string(person)),
            JSONMember("decision", .string((decision ?? .disagree).rawValue)),
        ]
        if let to { members.append(JSONMember("to", .string(to))) }
        if let caseID { members.append(JSONMember("case", .string(caseID))) }
        if let reason { members.append(JSONMember("reason", .string(reason))) }
        return .object(members)
    }
}
