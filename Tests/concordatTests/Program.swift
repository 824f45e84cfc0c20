import Foundation

/// The program as it was built beside the tests.
struct Program {
    /// What it ended with.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    static let path: String = {
        // The tests' own executable lies in the folder of all products.
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return own.deletingLastPathComponent().appendingPathComponent("concordat").path
    }()

    /// Runs it to its end, in a folder.
    static func run(_ arguments: [String], in folder: TemporaryFolder, input: String? = nil) throws -> Outcome
    {
        try run(path, arguments, in: folder, input: input)
    }

    /// Runs any program to its end, in a folder.
    static func run(
        _ program: String,
        _ arguments: [String],
        in folder: TemporaryFolder,
        input: String? = nil
    ) throws -> Outcome {
        let name = UUID().uuidString
        let (output, errors) = (folder.path(name + ".out"), folder.path(name + ".err"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardOutput = try folder.newFile(output)
        process.standardError = try folder.newFile(errors)
        if let input {
            let file = folder.path(name + ".in")
            try input.write(toFile: file, atomically: true, encoding: .utf8)
            process.standardInput = FileHandle(forReadingAtPath: file)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8)
        )
    }
}
