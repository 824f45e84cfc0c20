import JSON
import Vocabulary

/// The story: when it begins, and what happens.
struct Story {
    let title: String
    let begins: Instant
    /// What every message of the transfer carries.
    let transfer: JSONValue
    let steps: [StoryStep]
}

extension Story {
    /// Reads a story: a line of JSON for the whole, then one for each step.
    init(path: String) throws {
        let lines = try InputFile.read(path).split(separator: UInt8(ascii: "\n"))
        var nodes: [JSONNode] = []
        for (index, line) in lines.enumerated() {
            do throws(JSONError) {
                nodes.append(try JSONDocument(parsing: Array(line), depth: 12).root)
            } catch {
                throw CommandFailure.refused("\(path):\(index + 1): \(error)")
            }
        }
        guard let head = nodes.first?["story"], let title = head["title"]?.string,
            let begins = head["begins"]?.string.flatMap({ Instant(rfc3339: $0) }),
            let transfer = head["transfer"]?.value
        else { throw CommandFailure.refused("\(path):1: must say title, begins and transfer") }
        self.title = title
        self.begins = begins
        self.transfer = transfer
        steps = try nodes.dropFirst().enumerated().map { index, node in
            guard let step = StoryStep(node) else {
                throw CommandFailure.refused("\(path):\(index + 2): is no step of a story")
            }
            return step
        }
    }
}
