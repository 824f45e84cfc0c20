import Foundation
import Testing

/// The consoles in a real browser.
///
/// `browse.py` plays the demo up to a transfer that was offered and goes through the pages in Chromium. Without the browser
/// this fails: pages that nobody has looked at are not done. Pictures of all of them stay in `.build/screenshots`.
@Suite struct BrowserTests {
    @Test(.timeLimit(.minutes(10)))
    func `from a police file that is dropped to the chronology that is read, in a browser`() throws {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appending(path: "concordat").path
        for needed in ["/usr/bin/chromium", "/usr/bin/chromedriver", program] {
            #expect(
                FileManager.default.isExecutableFile(atPath: needed),
                "\(needed): Scripts/install installs it"
            )
        }
        let log = FileManager.default.temporaryDirectory.appending(path: "browse-\(UUID().uuidString).log")
        try #require(FileManager.default.createFile(atPath: log.path, contents: nil))
        defer { do { try FileManager.default.removeItem(at: log) } catch {} }
        let output = try #require(FileHandle(forWritingAtPath: log.path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            Repository.path + "/Tests/ConsoleTests/browse.py", program, Repository.path,
            Repository.path + "/.build/screenshots",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(said.suffix(3_000))")
        #expect(said.contains("pages looked at"))
    }
}
