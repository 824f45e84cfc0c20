import ArgumentParser
import Vocabulary

/// Which system speaks to which broker; the same for every command of a client.
struct ClientOptions: ParsableArguments {
    @Option(help: "The clients.json that names brokers and keys; `concordat demo` makes one.")
    var clients = "clients.json"

    @Option(help: "The system to speak as, <agency>/<system>.")
    var system: String

    @Option(help: "The authority whose broker is meant, if several know the system.")
    var authority: String?

    @Option(help: "How many seconds to wait for the broker.")
    var wait = 20

    func validate() throws {
        guard UserID(system) != nil, system.contains("/") else {
            throw ValidationError("--system must be <agency>/<system>")
        }
        if let authority, CommandArgument.authority(authority) == nil {
            throw ValidationError("--authority must be a GSS code, a letter and eight digits")
        }
        guard (1...86_400).contains(wait) else { throw ValidationError("--wait must be 1 to 86400") }
    }
}
