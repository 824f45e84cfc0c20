import JSON

/// A JSON array of what is open and goes along.
enum InventoryFile {
    static func read(_ path: String?) throws -> [JSONValue] {
        guard let path else { return [] }
        let bytes = try InputFile.read(path)
        do throws(JSONError) {
            let root = try JSONDocument(parsing: bytes).root
            if root.kind == .array { return root.elements.map(\.value) }
        } catch {
            throw CommandFailure.refused("\(path): is no JSON: \(error)")
        }
        throw CommandFailure.refused("\(path): must be a JSON array")
    }
}
