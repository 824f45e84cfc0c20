import Concerns
import JSON
import Routing
import Vocabulary

/// What a payload shows of a person, as buckets: the name and the address themselves stay in the entry.
extension PersonSketch {
    /// Reads `name` and `address` of a person.
    init(of node: JSONNode) {
        let name = node["name"]?.string.flatMap { Self.name($0) }
        self.init(names: [name].compactMap(\.self), places: node["address"].map { Self.places($0) } ?? [])
    }

    /// The property and the postcode of an address.
    static func places(_ address: JSONNode) -> [Bucket] {
        let uprn = address["uprn"]?.string.map { "uprn:\($0)" }
        let postcode = address["postcode"]?.string.map { postcode in
            "postcode:" + String(postcode.unicodeScalars.filter { !$0.properties.isWhitespace }).uppercased()
        }
        return [uprn, postcode].compactMap(\.self).compactMap { bucket($0) }
    }

    /// Case, punctuation, marks that are written apart and the order of names do not count; spelling does.
    private static func name(_ text: String) -> Bucket? {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty, scalar.properties.isWhitespace || scalar == "," || scalar == "-" {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words.isEmpty ? nil : bucket("name:" + words.sorted().joined(separator: " "))
    }

    /// The first 12 bits of a digest, so that thousands of names share each bucket.
    private static func bucket(_ text: String) -> Bucket? {
        let bytes = Digest.ofBody(Array(text.utf8)).bytes
        return Bucket((Int(bytes[0]) << 4) | Int(bytes[1] >> 4))
    }
}
