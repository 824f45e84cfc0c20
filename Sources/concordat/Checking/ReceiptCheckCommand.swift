import ArgumentParser
import Foundation
import Ledger
import Vocabulary
import Wire

/// `concordat receipt check`: shows offline that an authority's ledger took an entry.
struct ReceiptCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Shows, without a broker, that an authority's ledger took an entry.",
        discussion: """
            The receipt is the JSON text in a RECEIPT's body, as `publish --receipt` saves it. Its path must lead from \
            the entry to the root that the authority signed. Ends 1, with the reason, if it does not.
            """
    )

    @Argument(help: "The file with the receipt.")
    var file: String

    @Option(help: "The authority's verifier key (name+hash+base64), or a file that holds it.")
    var key: String

    @Option(help: "The event that was published: also show that the receipt is for these bytes.")
    var event: String?

    func run() throws {
        let verifier = try VerifierArgument.read(key)
        let bytes = try InputFile.read(file)
        let receipt: ReceiptBody
        do throws(Wire.ReceiptFault) {
            receipt = try ReceiptBody(parsing: bytes)
        } catch {
            throw CommandFailure.refused("\(file): is no receipt: \(error.sentence)")
        }
        guard let proof = ReceiptProof(receipt) else {
            throw CommandFailure.refused(
                "\(file): is no receipt: publisher, id and topic must be printable ASCII"
            )
        }
        let body = try event.map { try InputFile.read($0) }
        do throws(Ledger.ReceiptFault) {
            let checkpoint = try ReceiptCheck(verifier: verifier).check(proof, body: body)
            StandardOutput.write(
                """
                verified: \(checkpoint.origin) took entry \(receipt.sequence.number) \
                (\(receipt.topic) \(receipt.id) by \(receipt.publisher)) \
                at \(LondonTime.rfc3339(receipt.accepted)), in its tree of \(checkpoint.size)
                """
            )
        } catch {
            throw CommandFailure.refused("not verified: \(error.sentence)")
        }
    }
}
