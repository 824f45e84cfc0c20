import Synchronization

/// What other threads have for the broker's own, in the order they brought it.
final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    private let wake: @Sendable () -> Void

    /// Creates a mailbox; `wake` is called whenever it stops being empty.
    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func post(_ letter: Letter) {
        let isFirst = letters.withLock { letters in
            defer { letters.append(letter) }
            return letters.isEmpty
        }
        if isFirst { wake() }
    }

    func takeAll() -> [Letter] {
        letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }
}
