import Foundation
import Glibc
import Vocabulary

/// Tells the story on the terminal, in short lines; colours only where somebody sees them.
struct Narrator {
    enum Tone: String {
        case plain = "0"
        case heading = "1;36"
        case quiet = "2"
        case good = "32"
        case warning = "33"
        case alarm = "1;31"
    }

    private static let labelWidth = 12
    private static let textWidth = 84

    private let isColoured: Bool
    private let pause: Duration

    init(isFast: Bool) {
        isColoured = isatty(STDOUT_FILENO) == 1
        pause = isFast ? .zero : .milliseconds(350)
    }

    /// A new moment of the story.
    func moment(_ instant: Instant, _ text: String) {
        StandardOutput.write("")
        StandardOutput.write(paint(ShownTime.text(instant), .heading))
        for line in Self.wrapped(text, to: Self.textWidth + Self.labelWidth) {
            StandardOutput.write("  " + line)
        }
    }

    /// One thing that happened.
    func line(_ label: String, _ text: String, _ tone: Tone = .plain) {
        let indent = String(repeating: " ", count: 4 + Self.labelWidth)
        for (index, line) in Self.wrapped(text, to: Self.textWidth).enumerated() {
            let head =
                index == 0
                ? "    " + paint(label, .quiet)
                    + String(repeating: " ", count: max(1, Self.labelWidth - label.count)) : indent
            StandardOutput.write(head + paint(line, tone))
        }
    }

    /// Text without a moment.
    func text(_ text: String, _ tone: Tone = .plain) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            StandardOutput.write(paint(String(line), tone))
        }
    }

    /// Time to read.
    func breathe() async throws {
        if pause > .zero { try await Task.sleep(for: pause) }
    }

    private func paint(_ text: String, _ tone: Tone) -> String {
        isColoured && tone != .plain ? "\u{1b}[\(tone.rawValue)m\(text)\u{1b}[0m" : text
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count + 1 > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }
}
