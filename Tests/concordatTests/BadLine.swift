import Foundation
import Testing

/// The lines between two brokers, which break again and again.
final class BadLine {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let down: URL

    /// Lays them; each piece of bytes ends its connection with that chance.
    init(between town: Town, cutting chance: Double, seed: Int) throws {
        down = town.folder.url.appending(path: "down")
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cut_link.py").path,
            "\(town.lines.toBirmingham):\(town.birmingham.port)",
            "\(town.lines.toSolihull):\(town.solihull.port)",
            String(chance), String(seed),
        ]
        process.currentDirectoryURL = town.folder.url
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.availableData
        #expect(String(decoding: said, as: UTF8.self).hasPrefix("up"))
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Nothing gets through any more.
    func fail() throws { try Data().write(to: down) }

    /// As before.
    func recover() throws { try FileManager.default.removeItem(at: down) }

    /// Takes them away; answers with how many pieces were carried, and how many connections cut.
    func remove() throws -> (carried: Int, cut: Int) {
        try input.fileHandleForWriting.close()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let numbers = said.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(numbers.count == 2, "\(said)")
        return (numbers[0], numbers[1])
    }
}
