import ArgumentParser
import JSON
import Transfer
import Vocabulary
import Wire

/// `concordat transfer show`: what both sides said, in order, and what proves it.
struct TransferShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what both sides said of a transfer, in order, with proofs; writes them as a bundle.",
        discussion: """
            Each message is shown with its entry in this authority's ledger, whether the tree whose root the authority \
            signed leads to it, and who signed it. --bundle writes a folder that anybody can verify without a broker \
            (Examples/verify_bundle.py); asked at both authorities for the same folder, it holds both ledgers' proofs.
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption

    @Option(help: "Write the evidence into this folder.")
    var bundle: String?

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func run() async throws {
        var fetch = ClientMessage.Fetch(.transfer)
        fetch.transfer = try transfer.transferID
        fetch.all = true
        let (rows, authority) = try await ClientCall.run(client, .none) { [fetch] call in
            (try await call.rows(fetch), call.authority)
        }
        let keys = try AuthorityKeys(ClientsFile(path: client.clients))
        let evidence = try rows.map { try TransferEvidenceRow($0) }
        if let bundle {
            try TransferBundle(transfer.id, of: authority, evidence, keys).write(to: bundle)
        }
        for row in evidence {
            StandardOutput.write(
                json ? row.json(keys, authority).text : row.line(keys, authority)
            )
        }
    }
}

extension JSONValue {
    fileprivate var text: String { String(decoding: serialized(), as: UTF8.self) }
}
