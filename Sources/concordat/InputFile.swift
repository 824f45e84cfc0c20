import Foundation

/// A file named on the command line; `-` is standard input.
enum InputFile {
    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" {
            guard let data = try FileHandle.standardInput.readToEnd() else { return [] }
            return Array(data)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.refused("\(path): cannot be read")
        }
        return Array(data)
    }
}
