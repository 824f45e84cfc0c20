import Foundation
import Testing

/// The model of the handshake between authorities (`Model/handover.pml`), searched by spin through every order of messages,
/// losses, repeats, crashes and restores that it knows.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ModelTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Model")

    /// One way to compile the model, and what a search of it must find.
    struct Variant: CustomTestStringConvertible {
        let name: String
        let outcome: String

        var testDescription: String { "\(name) \(outcome)" }
    }

    static let variants: [Variant] = {
        guard let data = FileManager.default.contents(atPath: folder.appending(path: "variants.txt").path)
        else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { line in
                let words = line.split(separator: " ", maxSplits: 2).map(String.init)
                return Variant(name: words[0], outcome: words[1])
            }
    }()

    @Test func `the model and its mutants are there`() {
        #expect(Self.variants.filter { $0.outcome == "holds" }.count == 8)
        #expect(Self.variants.filter { $0.outcome == "fails" }.count == 20)
    }

    @Test(arguments: variants) func `what must hold does, and each mutant fails`(variant: Variant) throws {
        let work = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        defer { _ = Result { try FileManager.default.removeItem(at: work) } }
        let (process, output) = (Process(), Pipe())
        process.executableURL = Self.folder.appending(path: "check")
        process.arguments = [variant.name, work.path]
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(said.hasPrefix(variant.outcome + " "), "\(said)")
    }
}
