/// A path of this console to go on to, and never another site's address.
enum LocalPath {
    /// The path if it is one of ours, else `nil`.
    static func checked(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 512, text.hasPrefix("/"), !text.hasPrefix("//"),
            !text.contains("\\"), !text.hasPrefix("/sign"),
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\"") })
        else { return nil }
        return text
    }
}
