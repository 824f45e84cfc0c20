import BrokerClient
import Foundation
import Vocabulary

/// Where a command's box lies.
struct BoxFolder {
    let box: ClientBox
    private let temporary: String?

    /// Opens the box; waits for another command that has it.
    init(
        _ memory: ClientCall.Memory,
        of user: UserID,
        at authority: AuthorityCode,
        in folder: String,
        within patience: Duration
    ) async throws {
        let path: String
        switch memory {
        case .none:
            path = NSTemporaryDirectory() + "/concordat-" + UUID().uuidString
            temporary = path
        case .box(let name):
            let system = user.text.replacing("/", with: ".")
            path = "\(folder)/boxes/\(authority).\(system)/\(name)"
            temporary = nil
        }
        box = try await Self.open(path, within: patience)
    }

    private static func open(_ path: String, within patience: Duration) async throws -> ClientBox {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: patience)
        while true {
            do { return try ClientBox(at: path) } catch {
                guard error.code == .boxInUse, clock.now < end else { throw error }
            }
            // The kernel frees the lock when the other command ends; there is nothing to be told by.
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Removes what was only for this command.
    func leave() {
        guard let temporary else { return }
        do { try FileManager.default.removeItem(atPath: temporary) } catch {
            // It holds nothing that matters, and the system clears its folder of temporary files.
        }
    }
}
