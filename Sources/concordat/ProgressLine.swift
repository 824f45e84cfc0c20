import Foundation
import Glibc

/// How far a long piece of work is, on a terminal; nothing anywhere else.
final class ProgressLine {
    /// Whether anybody would see it.
    static var isSeen: Bool { isatty(STDERR_FILENO) == 1 }

    private let title: String
    private let isShown = ProgressLine.isSeen
    private var shown = -1

    init(_ title: String) { self.title = title }

    /// Shows whole per cent, each once.
    func show(_ done: Int, of all: Int) {
        guard isShown, all > 0 else { return }
        let percent = done * 100 / all
        guard percent != shown else { return }
        shown = percent
        FileHandle.standardError.write(Data("\r\(title): \(percent) %".utf8))
    }

    /// Leaves the terminal as it was.
    func end() {
        guard shown >= 0 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
