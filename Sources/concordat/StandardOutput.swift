import Foundation

/// Where results go, each line at once: others wait for them.
enum StandardOutput {
    static func write(_ line: String) { write(Array((line + "\n").utf8)) }

    static func write(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }
}
