import BrokerClient
import Foundation
import Ledger
import Settings
import Vocabulary
import ZeroMQ

/// One of the two authorities, as it lies in the demo's folder.
struct DemoAuthority {
    let file: BrokerFile
    /// Its `broker.yaml`.
    let configuration: String
    /// The public half of the key that its broker serves with.
    let serverKey: CurvePublicKey
    /// What proves its checkpoints.
    let verifier: CheckpointVerifier
    /// The folder of everything that is its own.
    let folder: String

    var code: AuthorityCode { file.authority }

    /// Reads what was laid out in a folder, in any process.
    init(folder: String) throws {
        self.folder = folder
        configuration = folder + "/broker.yaml"
        file = try BrokerFile(path: configuration)
        serverKey = try Certificate.secret(in: file.curveKeyPath).keys.publicKey
        verifier = try SigningCertificate(secretFile: file.signingKeyPath).checkpointKey(of: file.authority)
            .verifier
    }

    /// The secret certificate of one of its systems.
    func certificate(of user: UserID) -> String {
        "\(folder)/keys/\(user.text.replacing("/", with: "-")).key_secret"
    }

    /// Where the system's agency drops files.
    func drops(of user: UserID) -> String { "\(folder)/drops/\(user.text.replacing("/", with: "-"))" }

    /// Where the system keeps what it says and hears.
    func box(of user: UserID) -> String { "\(folder)/boxes/\(user.text.replacing("/", with: "-"))" }

    /// Where the system's adapter keeps what it says.
    func adapterBox(of user: UserID) -> String {
        "\(folder)/adapters/\(user.text.replacing("/", with: "-"))/box"
    }

    /// The configurations of its agencies' adapters.
    var adapterFiles: [String] {
        get throws {
            let folder = self.folder + "/adapters"
            guard FileManager.default.fileExists(atPath: folder) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                .filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
        }
    }

    /// A file appears in a drop folder whole, as from another disk.
    func drop(_ file: String, as name: String, for user: UserID) throws {
        let folder = drops(of: user)
        try NewFolder.make(folder)
        try OutputFile.write(InputFile.read(file), to: "\(folder)/\(name)")
    }

    /// How it is called, or the code of somebody who is not known here.
    func name(of staff: StaffID) -> String {
        file.agencies.flatMap(\.staff).first { $0.id == staff }?.name ?? staff.text
    }

    /// What the agency is called.
    func name(of agency: AgencyID) -> String {
        file.agencies.first { $0.id == agency }?.name ?? agency.text
    }
}
