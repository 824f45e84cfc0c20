/// A text that stands nowhere else, in a field of one message, and all that was said of who sees the field.
struct Canary {
    /// What a file says of a field, or of something that it stands in.
    enum Marker {
        case atLeast(Int)
        case roles([String])
        case never

        /// 0 is an alert, 1 a summary, 2 full.
        static let details = ["alert": 0, "summary": 1, "full": 2]

        init?(_ written: Any?) {
            switch written {
            case let roles as [String]: self = .roles(roles)
            case "never" as String: self = .never
            case let detail as String: self = .atLeast(Self.details[detail] ?? 3)
            default: return nil
            }
        }
    }

    /// Somebody who reads, with the most detail of the message that the files or its routing give them.
    struct Reader {
        let roles: [String]
        let detail: Int?
        var isPublisher = false
    }

    let text: String
    let topic: String
    let field: String
    let markers: [Marker]

    func shows(to reader: Reader) -> Bool {
        guard let detail = reader.isPublisher ? 2 : reader.detail else { return false }
        return markers.allSatisfy { marker in
            switch marker {
            case .never: false
            case .atLeast(let least): detail >= least
            case .roles(let roles): reader.isPublisher || !Set(roles).isDisjoint(with: reader.roles)
            }
        }
    }

    /// The canaries among these that stand in some bytes: all begin and measure alike.
    static func found(in bytes: [UInt8], among known: [String: Canary]) -> Set<String> {
        var found: Set<String> = []
        for place in bytes.indices.dropLast(7) {
            let length: Int
            switch (bytes[place], bytes[place + 1]) {
            case (UInt8(ascii: "z"), UInt8(ascii: "q")): length = 8
            case (UInt8(ascii: "9"), UInt8(ascii: "9")), (UInt8(ascii: "1"), UInt8(ascii: "9")): length = 10
            default: continue
            }
            let text = String(decoding: bytes[place..<min(place + length, bytes.count)], as: UTF8.self)
            if known[text] != nil { found.insert(text) }
        }
        return found
    }
}
