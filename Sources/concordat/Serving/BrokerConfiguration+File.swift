import Broker
import BrokerCore
import Concerns
import Ledger
import Settings
import Vocabulary
import Wire
import ZeroMQ

/// How time passes for a broker, as the command line says.
struct StoryOptions {
    let socket: String
    let start: Instant?
}

extension BrokerConfiguration {
    /// Everything a broker is started with, from its file and the key files that it names.
    ///
    /// - Throws: every fault in any of them, together, as a ``CommandFailure``.
    init(
        _ file: BrokerFile,
        at path: String,
        story: StoryOptions?,
        ledger options: LedgerOptions = LedgerOptions()
    ) throws {
        var faults: [String] = []
        let curve = Self.curve(file, &faults)
        let signing = Self.signing(file, &faults)
        let register = file.register(&faults)
        let peers = file.peers.compactMap { Self.peer($0, in: path, &faults) }
        guard let curve, let signing, faults.isEmpty else { throw CommandFailure.misconfigured(faults) }
        let key = try signing.checkpointKey(of: file.authority)
        let users = file.peers.compactMap { peer in peer.user.map { ($0, peer.authority) } }
        self.init(
            policy: Policy(
                authority: file.authority,
                catalogue: file.catalogue,
                ladders: file.ladders,
                calendar: file.calendar,
                clocks: file.clocks,
                meetings: file.meetings,
                patterns: file.patterns,
                register: register,
                peers: Dictionary(uniqueKeysWithValues: users),
                checkpointKeys: [
                    BrokerMessage.Welcome.Key(
                        kid: key.verifier.name,
                        pub: Base64.encode(key.verifier.publicKey)
                    )
                ],
                storyClock: story != nil
            ),
            endpoint: file.endpoint,
            curve: curve,
            signing: signing.key,
            peers: peers,
            viewPath: file.viewPath,
            storyClockPath: story?.socket,
            storyStart: story?.start,
            healthPath: file.healthPath,
            snapshotPath: file.snapshotPath,
            openLedger: { [path = file.ledgerPath] mark, replay in
                try SegmentedLedger.open(
                    path: path,
                    key: key,
                    options: options,
                    after: mark,
                    replay: replay
                )
            }
        )
        (policy.silence, policy.contacts) = (file.silence, file.contacts)
        policy.signers[file.authority] = [signing.key.verifyingKey]
        for peer in file.peers {
            guard let verifier = Self.verifyingKey(of: peer) else { continue }
            policy.signers[peer.authority] = [verifier]
        }
        failPoint = options.failPoint
    }

    private static func verifyingKey(of peer: BrokerFile.Peer) -> VerifyingKey? {
        do throws(CheckpointError) {
            return VerifyingKey(bytes: try CheckpointVerifier(text: peer.verifier).publicKey)
        } catch {
            return nil  // Said among the faults already.
        }
    }

    private static func curve(_ file: BrokerFile, _ faults: inout [String]) -> KeyPair? {
        do throws(CertificateError) {
            return try Certificate.secret(in: file.curveKeyPath).keys
        } catch {
            faults.append(error.description)
            return nil
        }
    }

    private static func signing(_ file: BrokerFile, _ faults: inout [String]) -> SigningCertificate? {
        do {
            return try SigningCertificate(secretFile: file.signingKeyPath)
        } catch {
            faults += CommandFailure(error)?.lines ?? ["\(file.signingKeyPath): \(error)"]
            return nil
        }
    }

    private static func peer(
        _ peer: BrokerFile.Peer,
        in path: String,
        _ faults: inout [String]
    ) -> Peer? {
        let place = "\(path): peers \(peer.authority)"
        let origin = "concordat/\(peer.authority)"
        do throws(CheckpointError) {
            let verifier = try CheckpointVerifier(text: peer.verifier)
            if verifier.name != origin {
                faults.append(
                    "\(place): verifier: was of \(verifier.name); must be of \(origin)"
                )
            }
        } catch {
            faults.append("\(place): verifier: was no verifier key (\(error.sentence))")
        }
        guard let serverKey = CurvePublicKey(z85: peer.serverKey) else {
            faults.append("\(place): server-key: was no key; must be 40 characters in Z85")
            return nil
        }
        return Peer(authority: peer.authority, endpoint: peer.endpoint, serverKey: serverKey)
    }
}
