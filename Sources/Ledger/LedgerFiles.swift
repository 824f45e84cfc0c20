/// The names of the files in a ledger's folder, and what each is for.
///
/// A file is made under its name and `.preparing`, synced, renamed, and its folder synced; so what bears a final
/// name is whole, and what ends in `.preparing` was never used and may be written anew.
enum LedgerFiles {
    static let meta = "meta"
    private static let preparing = ".preparing"

    enum Kind: Equatable {
        case meta
        case segment(Int)
        case index(Int)
        /// The name it was to have.
        case unfinished(String)
        case foreign
    }

    /// Eight digits, so that names sort as the segments follow one another.
    static func segment(_ number: Int) -> String { digits(number) + ".segment" }

    static func index(_ number: Int) -> String { digits(number) + ".index" }

    static func unfinished(_ name: String) -> String { name + preparing }

    static func kind(of name: String) -> Kind {
        if name == meta { return .meta }
        if name.hasSuffix(preparing) {
            let final = String(name.dropLast(preparing.count))
            switch kind(of: final) {
            case .meta, .segment, .index: return .unfinished(final)
            case .unfinished, .foreign: return .foreign
            }
        }
        guard let number = Int(name.prefix(8)), number > 0 else { return .foreign }
        if name == segment(number) { return .segment(number) }
        return name == index(number) ? .index(number) : .foreign
    }

    private static func digits(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 8 - text.utf8.count)) + text
    }
}
