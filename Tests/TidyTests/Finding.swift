/// Something that breaks a house rule: where, what, and what to write instead.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let what: String

    var description: String { "\(path):\(line): \(what)" }
}

extension Source {
    /// A finding in this file.
    func finding(_ line: Int, _ what: String) -> Finding { Finding(path: path, line: line, what: what) }
}
