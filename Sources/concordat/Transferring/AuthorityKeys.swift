import Concerns
import Ledger
import Vocabulary

/// The public keys of the authorities that the clients file names.
struct AuthorityKeys {
    let verifiers: [AuthorityCode: CheckpointVerifier]

    init(_ file: ClientsFile) throws {
        var verifiers: [AuthorityCode: CheckpointVerifier] = [:]
        for authority in file.authorities {
            guard let text = authority.verifier else { continue }
            do throws(CheckpointError) {
                verifiers[authority.code] = try CheckpointVerifier(text: text)
            } catch {
                throw CommandFailure.misconfigured(["verifier of \(authority.code): \(error.sentence)"])
            }
        }
        self.verifiers = verifiers
    }

    /// Whether an authority signed an event itself.
    func isSigned(_ concern: Concern, by authority: AuthorityCode) -> Bool {
        guard let bytes = verifiers[authority]?.publicKey, let key = VerifyingKey(bytes: bytes) else {
            return false
        }
        return concern.verdict(by: key) == .valid
    }
}
