import Vocabulary

/// Addresses of a case's pages.
enum CasePath {
    static func of(_ id: String) -> String { "/cases/" + FormText.escaped(id) }
}
