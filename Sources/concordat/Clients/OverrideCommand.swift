import ArgumentParser
import BrokerClient
import JSON
import Topics
import Vocabulary
import Wire

/// `concordat override`: a named person lets a held change come about, with their reason.
struct OverrideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract:
            "Lets a change that is held come about all the same, in the name of a person and with a reason.",
        discussion: """
            `concordat duty` and `concordat case` show holds, by which rule they wait and which roles may override \
            them. Everybody on the case is told who did and why.
            """
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The case, such as C-1042.")
    var caseID: String

    @Argument(
        help: "The hold: its number, as `duty` and `case` show it, or the id of the event that is held."
    )
    var hold: String

    @Option(help: "Why, in ten characters or more.")
    var reason: String

    @Option(help: "Who decides: a member of staff with one of the roles that may.")
    var person: String

    @Option(help: "What protects the child in place of the check.")
    var instead: String?

    @Option(help: "The certificate with the person's own signing key, if the register has one for them.")
    var sign: String?

    @Flag(help: "Print what was overridden as one line of JSON.")
    var json = false

    func validate() throws {
        guard CaseID(caseID) != nil else {
            throw ValidationError("a case is printable ASCII, such as C-1042")
        }
        guard StaffID(person) != nil else { throw ValidationError("--person must be <agency>/<name>") }
        guard reason.count >= 10 else {
            throw ValidationError("--reason must say why, in ten characters or more")
        }
    }

    func run() async throws {
        guard let topic = Topic("hold.overridden") else { throw ExitCode.failure }
        let certificate = try sign.map { try SigningCertificate(secretFile: $0) }
        try await ClientCall.run(client, .box("outbox")) { call in
            let held = try await held(by: call)
            let event = try OutgoingEvent(data(on: held), on: topic, signedBy: certificate?.key, by: call)
            guard json else {
                try await event.publish(by: call)
                return
            }
            let receipt = try await call.connection.publish(event.publication, within: call.patience)
            let line: JSONValue = [
                "case": .string(caseID), "hold": held["hold"]?.value ?? .null,
                "change": held["change"]?.value ?? .null, "held": held["event"]?.value ?? .null,
                "decided-by": .string(person), "seq": .integer(receipt.sequence.number),
                "id": .string(event.publication.id.text),
            ]
            StandardOutput.write(String(decoding: line.serialized(), as: UTF8.self))
        }
    }

    /// The hold as the case's row has it.
    private func held(by call: ClientCall) async throws -> JSONNode {
        var fetch = ClientMessage.Fetch(.case)
        fetch.caseID = CaseID(caseID)
        let number = Int64(hold)
        for row in try await call.rows(fetch) {
            guard let holds = try JSONDocument(parsing: Array(row)).root["holds"] else { continue }
            let found = holds.elements.first { held in
                held["event"]?.string == hold || number != nil && held["hold"]?.integer == number
            }
            if let found { return found }
        }
        throw CommandFailure.refused("no hold \(hold) on \(caseID): nothing was published")
    }

    private func data(on held: JSONNode) -> JSONValue {
        var members = [
            JSONMember("case", .string(caseID)), JSONMember("held", held["event"]?.value ?? .null),
            JSONMember("reason", .string(reason)), JSONMember("decided-by", .string(person)),
        ]
        if let instead { members.append(JSONMember("instead", .string(instead))) }
        return .object(members)
    }
}
