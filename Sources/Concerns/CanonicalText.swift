public import JSON

/// The one text that all spellings of a JSON value share (RFC 8785), which is what signatures cover.
public enum CanonicalText {
    /// The canonical bytes: members sorted by UTF-16 code units, strings and numbers as ECMAScript writes them.
    ///
    /// With `member`, an object's member of that name is left out; only the outermost object is looked at.
    public static func bytes(of node: JSONNode, without member: String? = nil) -> [UInt8] {
        var writer = JSONWriter(capacity: node.raw.count)
        write(node, without: member, to: &writer)
        return writer.bytes
    }

    private static func write(_ node: JSONNode, without absent: String? = nil, to writer: inout JSONWriter) {
        switch node.kind {
        case .null, .boolean: writer.raw(node.raw)
        case .integer, .number: writer.number(node.number ?? 0)
        case .string: writer.string(node.string ?? "")
        case .array:
            writer.beginArray()
            for element in node.elements { write(element, to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            let members = node.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (key, value) in members where absent.map({ !$0.utf8.elementsEqual(key.utf8) }) ?? true {
                writer.key(text: key)
                write(value, to: &writer)
            }
            writer.endObject()
        }
    }
}
