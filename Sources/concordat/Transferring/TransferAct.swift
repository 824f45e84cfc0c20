import ArgumentParser
import JSON
import Topics
import Transfer
import Vocabulary

/// A command that says one thing about a transfer, resting on how it stands.
protocol TransferAct: AsyncParsableCommand {
    var client: ClientOptions { get }
    var transfer: TransferOption { get }

    /// What is said.
    func content(on row: TransferRow) throws -> TransferContent

    /// What people add to it.
    var additions: [JSONMember] { get }
}

extension TransferAct {
    var additions: [JSONMember] { [] }

    func run() async throws {
        try await ClientCall.run(client, .box("outbox")) { call in
            let row = try await TransferRow.fetch(try transfer.transferID, by: call)
            let message = TransferMessage(row.header, try content(on: row))
            try await message.publish(by: call, adding: additions)
        }
    }
}

extension TransferMessage {
    /// Stores it, sends it and waits for the receipt.
    func publish(by call: ClientCall, adding additions: [JSONMember] = []) async throws {
        guard let topic = Topic(topic.rawValue), case .object(let members) = data else {
            preconditionFailure("a message of a transfer is an object on a topic")
        }
        try await OutgoingEvent(.object(members + additions), on: topic, by: call).publish(by: call)
    }
}

/// Which transfer is meant.
struct TransferOption: ParsableArguments {
    @Argument(help: "The transfer's id, as `transfer status` lists it.")
    var id: String

    func validate() throws {
        guard TransferID(id) != nil else { throw ValidationError("a transfer's id is printable ASCII") }
    }

    var transferID: TransferID {
        get throws {
            guard let transfer = TransferID(id) else { throw ExitCode.validationFailure }
            return transfer
        }
    }
}

/// The professional who stands for a decision by name.
struct PersonOptions: ParsableArguments {
    @Option(help: "The name of the professional who stands for it.")
    var name: String

    @Option(help: "Their role, such as TM.")
    var role: String

    @Option(help: "How to reach them.")
    var contact: String

    var person: NamedPerson { NamedPerson(name: name, role: role, contact: contact) }

    /// As a member of a message that does not name a person by itself.
    var member: JSONMember {
        JSONMember(
            "person",
            ["name": .string(name), "role": .string(role), "contact": .string(contact)]
        )
    }
}
