import Foundation

/// Where faults and logs go, so that standard output holds results alone.
enum StandardError {
    static func write(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
