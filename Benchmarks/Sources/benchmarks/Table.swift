/// Measures one thing after the other and prints a line for each: the median of five runs, the fastest, the slowest.
struct Table {
    private static let runs = 5
    private static let columns = ["what", "ns/op", "min", "max", "bytes/op"]
    /// What a run takes at the least, so that the clock and the first touch of memory do not count.
    private static let shortestRun = Duration.milliseconds(200)

    /// Keeps results alive that nobody needs, so that the work for them is not left out.
    private(set) var checksum = 0

    init() { Self.write(Self.columns) }

    /// Calls `operation` with 0, 1, 2 … and says what one call costs.
    mutating func measure(_ what: String, bytes: Int? = nil, _ operation: (Int) throws -> Int) rethrows {
        let clock = ContinuousClock()
        var calls = 1
        while true {
            let time = try clock.measure { for call in 0..<calls { checksum &+= try operation(call) } }
            if time >= Self.shortestRun { break }
            calls *= 2
        }
        var costs: [Double] = []
        for _ in 0..<Self.runs {
            let time = try clock.measure { for call in 0..<calls { checksum &+= try operation(call) } }
            costs.append(
                Double(time.components.attoseconds) / 1e9 / Double(calls)
                    + Double(time.components.seconds) * 1e9 / Double(calls)
            )
        }
        note(what, costs, bytes: bytes)
    }

    /// Prints costs that were measured elsewhere, in nanoseconds.
    func note(_ what: String, _ costs: [Double], bytes: Int? = nil) {
        let sorted = costs.sorted()
        guard let least = sorted.first, let most = sorted.last else { return }
        let numbers = [sorted[sorted.count / 2], least, most].map { String(Int64($0.rounded())) }
        Self.write([what] + numbers + [bytes.map(String.init) ?? "-"])
    }

    private static func write(_ cells: [String]) {
        let widths = [52, 9, 9, 9, 9]
        let padded = zip(cells, widths).enumerated().map { place, cell in
            let blanks = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return place == 0 ? cell.0 + blanks : blanks + cell.0
        }
        print(padded.joined(separator: " "))
    }
}
