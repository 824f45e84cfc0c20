/// Numbers as facts hold them: pairs of how many are left out and how many follow one another.
///
/// Acknowledgements come in long runs, so two numbers stand for hundreds.
enum NumberRuns {
    /// More numbers than one fact ever held; a fact that claims more does not read.
    static let limit: Int64 = 1 << 24

    /// `[5, 6, 7, 10]` is `[4, 3, 2, 1]`: leave out four, take three, leave out two, take one.
    static func pairs(of numbers: [Int64]) -> [Int64] {
        var pairs: [Int64] = []
        var last: Int64 = 0
        for number in numbers {
            if number == last + 1, !pairs.isEmpty {
                pairs[pairs.count - 1] += 1
            } else {
                pairs += [number - last - 1, 1]
            }
            last = number
        }
        return pairs
    }

    /// The numbers again, or `nil` if these are no pairs that ``pairs(of:)`` makes.
    static func numbers(of pairs: [Int64]) -> [Int64]? {
        guard pairs.count.isMultiple(of: 2) else { return nil }
        var numbers: [Int64] = []
        var last: Int64 = 0
        for place in stride(from: 0, to: pairs.count, by: 2) {
            let count = pairs[place + 1]
            let (first, overflow) = last.addingReportingOverflow(pairs[place])
            guard !overflow, abs(first) < Int64.max / 2, count >= 1, count <= limit - Int64(numbers.count)
            else { return nil }
            numbers.append(contentsOf: first + 1...first + count)
            last = first + count
        }
        return numbers
    }
}
