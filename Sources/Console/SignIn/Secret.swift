import Crypto
import Foundation

/// Random text that nobody can guess, and how two such texts are compared.
enum Secret {
    /// 256 random bits in the alphabet of URLs.
    static func make() -> String {
        var kernel = SystemRandomNumberGenerator()
        let bytes = (0..<4).flatMap { _ -> [UInt8] in
            let word = kernel.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return base64URL(bytes)
    }

    /// What is kept of a secret: whoever reads our memory's dump cannot use it.
    static func digest(_ text: String) -> String { base64URL(Array(SHA256.hash(data: Data(text.utf8)))) }

    /// Whether two texts are the same, in a time that does not depend on where they differ.
    static func isEqual(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Base64 with the alphabet of URLs and without padding.
    static func base64URL(_ bytes: [UInt8]) -> String {
        base64URL(Data(bytes).base64EncodedString())
    }

    /// What such a text stands for, or `nil` if it is none.
    static func bytes(ofBase64URL text: String) -> [UInt8]? {
        let usual = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: usual + String(repeating: "=", count: (4 - usual.count % 4) % 4)).map(
            Array.init
        )
    }

    /// The same, of what is in the usual alphabet already.
    static func base64URL(_ text: String) -> String {
        text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
