import CLinuxShims
import Foundation
import Vocabulary

/// The hand that moves a broker's story clock.
final class StoryHand {
    private let path: String
    private var handle: FileHandle?

    init(path: String) { self.path = path }

    /// Moves the clock; returns when every deadline up to there is durable.
    func move(to instant: Instant) throws {
        let handle = try connected()
        try handle.write(contentsOf: Data((instant.rfc3339 + "\n").utf8))
        var answer: [UInt8] = []
        while answer.last != UInt8(ascii: "\n") {
            // Not `read(upToCount:)`, which waits until it has them all.
            let piece = handle.availableData
            guard !piece.isEmpty else { break }
            answer += piece
        }
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasPrefix("ok ") else {
            throw CommandFailure.refused("the story clock did not move: \(text.isEmpty ? "no answer" : text)")
        }
    }

    /// Lets go of a broker that is not there any more.
    func letGo() { handle = nil }

    private func connected() throws -> FileHandle {
        if let handle { return handle }
        // SAFETY: the shim reads a C string that Swift keeps for the call.
        let descriptor = unsafe linux_connect_local(path)
        guard descriptor >= 0 else {
            throw CommandFailure.refused("\(path): no story clock is there, error \(-descriptor)")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.handle = handle
        return handle
    }
}
