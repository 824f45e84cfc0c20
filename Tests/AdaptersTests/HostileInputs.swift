/// Broken and hostile inputs from a seed: what came off a real wire, changed by somebody who means ill.
struct HostileInputs {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            // SplitMix64.
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    func messages(of samples: [String], count: Int) -> [[UInt8]] {
        var generator = Generator(state: seed)
        return (0..<count).map { _ in
            var bytes = Array((samples.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes, &generator) }
            return bytes
        }
    }

    private func change(_ bytes: inout [UInt8], _ generator: inout Generator) {
        guard !bytes.isEmpty else { return bytes = [UInt8.random(in: 0...255, using: &generator)] }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place...)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4:
            let words = [
                "\u{0}", "\r\r", "|||||||", "^^^^^", "\\X", "\\", "\"", "{", "}", "[", "]", ",", "\u{202e}",
                "=1+1",
                "' OR 1=1 --", "<script>", "../../etc/passwd", "99999999999999999999", "-1", "1e999", "null",
                "\u{feff}",
            ]
            bytes.insert(contentsOf: Array((words.randomElement(using: &generator) ?? "").utf8), at: place)
        case 5:
            let noise = (0..<Int.random(in: 1...200, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            bytes.insert(contentsOf: noise, at: place)
        case 6: bytes.insert(contentsOf: [UInt8](repeating: bytes[place], count: 3_000), at: place)
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
        }
    }
}
