import Adapters
import Synchronization

/// How far a long export is, on a terminal.
final class TerminalProgress: Sendable {
    private let line = Mutex<(file: String, line: ProgressLine)?>(nil)

    func show(_ progress: FileProgress) {
        line.withLock { current in
            if current?.file != progress.file {
                current = (progress.file, ProgressLine("reading " + progress.file))
            }
            current?.line.show(progress.rowsDone, of: progress.rowsTotal)
        }
    }

    func end() {
        line.withLock { current in
            current?.line.end()
            current = nil
        }
    }
}
