import Foundation
import Testing

/// The README is true: its commands run, in their order, in an empty folder.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ReadmeTests {
    @Test func `every command of the README runs`() throws {
        let folder = try TemporaryFolder()
        let readme = try String(contentsOfFile: Repository.path + "/README.md", encoding: .utf8)
        let blocks = Self.shellBlocks(of: readme)
        #expect(blocks.count == 9)
        // The two commands build and test the package: they cannot run inside its own tests, and CI runs them.
        #expect(blocks.first == "make demo\nmake test\n")
        let bin = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
        let commands = blocks.dropFirst().joined()
        // The broker that a block leaves in the background must serve before the next one asks it.
        let ready = "until [ -S story/clock.sock ]; do read -rt 0.1 <> <(:) || :; done\n"
        let script = """
            set -euo pipefail
            trap 'kill $(jobs -p)' EXIT
            export PATH="\(bin):$PATH"
            cp -r "\(Repository.path)/Topics" "\(Repository.path)/Configs" .
            \(commands.replacingOccurrences(of: "story/clock.sock &\n", with: "story/clock.sock &\n" + ready))
            """
        let outcome = try Program.run("/bin/bash", ["-c", script], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for line in [
            "verified: concordat/E08000025 took entry", "receipted: acknowledgement.made",
            "IN DOUBT: ", "held by E08000029",
            "verified: ",
        ] {
            #expect(outcome.output.contains(line), "the commands did not print: \(line)")
        }
    }

    /// What stands between ```` ```sh ```` and ```` ``` ````, without the indentation of its list.
    private static func shellBlocks(of text: String) -> [String] {
        var blocks: [String] = []
        var open: (indentation: Int, lines: [Substring])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let content = line.drop { $0 == " " }
            if let block = open {
                if content == "```" {
                    blocks.append(block.lines.map { $0.dropFirst(block.indentation) + "\n" }.joined())
                    open = nil
                } else {
                    open?.lines.append(line)
                }
            } else if content == "```sh" {
                open = (line.count - content.count, [])
            }
        }
        return blocks
    }
}
