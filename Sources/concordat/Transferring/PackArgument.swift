import ArgumentParser
import Concerns
import Transfer
import Vocabulary

/// A document of a pack on the command line: `plan=plan.txt`.
struct PackArgument: ExpressibleByArgument {
    let kind: String
    let file: String

    /// The longest content that the topic allows, in characters.
    static let longest = 200_000

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        kind = String(parts[0])
        file = String(parts[1])
    }

    /// The content, and its digest for the offer.
    func read() throws -> (item: PackItem, content: String) {
        guard let content = String(validating: try InputFile.read(file), as: UTF8.self) else {
            throw CommandFailure.refused("\(file): must be text in UTF-8")
        }
        guard content.unicodeScalars.count <= Self.longest else {
            throw CommandFailure.refused("\(file): must be at most \(Self.longest) characters")
        }
        return (PackItem(kind: kind, digest: Digest.ofBody(Array(content.utf8))), content)
    }
}
