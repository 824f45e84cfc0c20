import Foundation

/// Mistakes that are compiled in only with `CONCORDAT_MUTATIONS=1`, for the tests to catch (`make mutations`).
public enum Mutation: String, CaseIterable, Sendable {
    /// Turns are answered for without having been synced.
    case receiptBeforeSync = "receipt-before-sync"
    /// A turn's checksum is not compared.
    case checksumSkipped = "checksum-skipped"
    /// The id of an entry is not kept for de-duplication.
    case idForgotten = "id-forgotten"
    /// An ACK is answered and not stored.
    case acknowledgementNotStored = "acknowledgement-not-stored"
    /// What does not fit the window is left out instead of waiting.
    case fullWindowDrops = "full-window-drops"

    /// The one that `CONCORDAT_MUTATION` names.
    private static let active: Mutation? = {
        guard let name = ProcessInfo.processInfo.environment["CONCORDAT_MUTATION"] else { return nil }
        guard let mutation = Mutation(rawValue: name) else {
            preconditionFailure("CONCORDAT_MUTATION names no mutation")
        }
        return mutation
    }()

    /// Whether the program is to make this mistake.
    public var isOn: Bool { self == Self.active }
}
