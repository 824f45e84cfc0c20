/// Small numbers for the literal tokens of patterns, each kept for as long as an edge of a ``PatternTree`` bears it.
struct TokenNames: Sendable {
    private var numbers: [String: Int32] = [:]
    private var texts: [String] = []
    private var uses: [Int32] = []
    private var free: [Int32] = []

    /// How many tokens some edge bears.
    var count: Int { numbers.count }

    /// The number of a token that some edge bears.
    subscript(text: String) -> Int32? { numbers[text] }

    /// The number of a token that one more edge will bear.
    mutating func retain(_ text: String) -> Int32 {
        if let number = numbers[text] {
            uses[Int(number)] += 1
            return number
        }
        let number = free.popLast() ?? Int32(texts.count)
        if Int(number) == texts.count {
            texts.append(text)
            uses.append(1)
        } else {
            texts[Int(number)] = text
            uses[Int(number)] = 1
        }
        numbers[text] = number
        return number
    }

    /// One edge fewer bears the token.
    mutating func release(_ number: Int32) {
        uses[Int(number)] -= 1
        guard uses[Int(number)] == 0 else { return }
        numbers[texts[Int(number)]] = nil
        free.append(number)
    }
}
