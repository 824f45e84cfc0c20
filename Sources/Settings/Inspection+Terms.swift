import Topics
import Vocabulary

extension Inspection {
    /// A path, relative to the folder of the file that names it.
    mutating func path(_ place: YAMLPlace?) -> String? {
        guard let place, let path = text(place) else { return nil }
        guard !path.hasPrefix("/"), let slash = place.file.lastIndex(of: "/") else { return path }
        return place.file[...slash] + path
    }

    /// An authority's code.
    mutating func authority(_ place: YAMLPlace?) -> AuthorityCode? {
        value(place, mustBe: "a GSS code, a letter and eight digits") {
            StringFormat.authority.admits($0) ? AuthorityCode($0) : nil
        }
    }

    /// Where to listen or connect.
    mutating func endpoint(_ place: YAMLPlace?) -> String? {
        value(place, mustBe: "tcp://<address>:<port>") { text in
            let scheme = "tcp://"
            guard text.hasPrefix(scheme), let colon = text.lastIndex(of: ":") else { return nil }
            let address = text[..<colon].dropFirst(scheme.count)
            let digits = text[colon...].dropFirst()
            guard !address.isEmpty, StringFormat.identifier.admits(String(address)),
                digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let port = Int(digits), (1...65_535).contains(port)
            else { return nil }
            return text
        }
    }

    /// A public CURVE key in Z85; what stands in its place is not repeated, lest it be a secret one.
    mutating func publicKey(_ place: YAMLPlace?) -> String? {
        guard let place else { return nil }
        guard let text = value(place, mustBe: "", { $0 }) else {
            return refuse(place.fault(was: "no text", mustBe: "a key of 40 characters in Z85, in quotes"))
        }
        guard Z85.isKey(text) else {
            let was = "a text of \(text.utf8.count) bytes"
            return refuse(place.fault(was: was, mustBe: "a key of 40 characters in Z85"))
        }
        return text
    }

    /// Roles, none twice.
    mutating func roles(_ place: YAMLPlace?) -> [Role] {
        var roles: [Role] = []
        for element in list(place) {
            let role = value(element, mustBe: "a role (domain.md 5.2), named once") { code in
                Role(code).flatMap { roles.contains($0) ? nil : $0 }
            }
            if let role { roles.append(role) }
        }
        return roles
    }

    /// Patterns of topics.
    mutating func patterns(_ place: YAMLPlace?) -> [(pattern: TopicPattern, place: YAMLPlace)] {
        list(place).compactMap { element in
            value(element, mustBe: "a topic pattern such as police.* or case.>") { TopicPattern($0) }
                .map { ($0, element) }
        }
    }
}

/// ZeroMQ's base-85 text (RFC 32).
enum Z85 {
    private static let alphabet = Array(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
    )

    /// Whether the text is 32 bytes in Z85.
    static func isKey(_ text: String) -> Bool {
        let characters = Array(text.utf8)
        guard characters.count == 40 else { return false }
        return stride(from: 0, to: 40, by: 5).allSatisfy { start in
            var value: UInt64 = 0
            for character in characters[start..<(start + 5)] {
                guard let digit = alphabet.firstIndex(of: character) else { return false }
                value = value * 85 + UInt64(digit)
            }
            return value <= UInt64(UInt32.max)
        }
    }
}
