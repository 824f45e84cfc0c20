import Foundation

/// A file named on the command line for a result.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure.refused("\(path): cannot be written")
        }
    }
}
