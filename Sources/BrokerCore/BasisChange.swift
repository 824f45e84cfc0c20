public import Routing

/// What becomes of a case's legal basis: another one, or none.
public struct BasisChange: Hashable, Sendable {
    /// The basis from then on; `nil` for none.
    public let basis: CaseFile.LegalBasis?

    /// Creates a change.
    public init(to basis: CaseFile.LegalBasis?) { self.basis = basis }

    /// Reads `none` or a basis; `nil` for anything else.
    public init?(_ text: String) {
        if text == "none" {
            basis = nil
        } else if let basis = CaseFile.LegalBasis(rawValue: text) {
            self.basis = basis
        } else {
            return nil
        }
    }

    /// As facts write it.
    public var text: String { basis?.rawValue ?? "none" }
}
