import BrokerCore
import Concerns
import JSON
import Ledger
import Routing
import Topics
import Vocabulary
import Wire
import ZeroMQ

extension BrokerNode {
    /// The authenticator admits the keys that the register holds, each as `agency/system|key`.
    func admitKeys() throws {
        var users: [CurvePublicKey: String] = [:]
        for (key, user) in machine.admittedKeys {
            guard let publicKey = CurvePublicKey(z85: key) else { continue }
            users[publicKey] = user.text + "|" + key
        }
        authenticator.replacePolicy(try AccessPolicy(users: users))
    }

    /// Reads a bounded batch; what is already in the ledger under the same name is looked up before the core decides.
    func receive() -> [BrokerCore.Arrival] {
        guard !isStopping, let router else { return [] }
        inHand.removeAll(keepingCapacity: true)
        var arrivals: [BrokerCore.Arrival] = []
        for arrival in router.receive(limit: Self.arrivalsPerRound) {
            let inbound = arrival.frames.isComplete ? ClientMessage.decode(Array(arrival.frames)) : .dropped
            switch arrival.standing {
            case .anonymous: metrics.drop()
            case .misrouted: turnAway(arrival, on: router)
            case .authenticated(let name):
                guard inbound != .dropped, let origin = connections.origin(name, arrival.sender) else {
                    metrics.drop()
                    continue
                }
                // Kept for this round only: a revoked key's connection can be cut while its message is in hand.
                inHand[origin.connection] = arrival
                let earlier = earlier(inbound, origin.user)
                let isNew = earlier == nil
                arrivals.append(
                    .message(
                        origin,
                        inbound,
                        earlier: earlier,
                        meant: isNew ? meant(by: inbound, origin.user) : nil,
                        original: isNew ? original(of: inbound, origin.user) : nil
                    )
                )
            }
        }
        return arrivals
    }

    /// libzmq let the client's own routing id win, as it does now and then under load: nothing it says is believed.
    private func turnAway(_ arrival: ZeroMQ.Arrival, on router: RouterSocket) {
        metrics.drop()
        let request = arrival.frames.count == WireLimit.frameCount ? Array(arrival.frames[2].prefix(32)) : []
        let refusal = WireRefusal(.reconnect, "this connection's identity is in doubt; connect anew")
        let answer = BrokerMessage(request: request, verb: .error(refusal))
        _ = router.send(MessageFrames(answer), to: arrival.sender)
    }

    /// What the same system published before under the same id; asked of the ledger, which is exact for ever.
    private func earlier(_ inbound: Inbound, _ user: UserID) -> BrokerCore.Arrival.EarlierEntry? {
        guard case .message(let message) = inbound, case .publish(let publish) = message.verb else {
            return nil
        }
        do throws(LedgerError) {
            guard let prior = try ledger.find(publisher: user, id: publish.id) else { return nil }
            let isInDoubt = prior.sha256 != publish.sha256 && configuration.policy.peers[user] != nil
            return BrokerCore.Arrival.EarlierEntry(
                sequence: prior.sequence,
                digest: prior.sha256,
                unsigned: isInDoubt ? try unsigned(prior) : nil
            )
        } catch {
            mail.post(.failed(error))
            return nil
        }
    }

    /// What an entry says whoever signed it, by its digest; a peer may say the same with another signature.
    private func unsigned(_ prior: PriorEntry) throws(LedgerError) -> Digest? {
        if let entry = (pending.entries + (syncing?.entries ?? [])).first(where: {
            $0.sequence == prior.sequence
        }) {
            return entry.unsigned
        }
        let body = try ledger.entry(prior.sequence).body.bytes
        do throws(JSONError) {
            return .ofBody(Concern.signedBytes(of: try JSONDocument(parsing: body)))
        } catch {
            // What is no event any more, erased content, is another body.
            return nil
        }
    }

    /// Sends a message; a peer whose queue is full or gone is forgotten, for what it did not acknowledge comes again.
    ///
    /// `body` writes frame 4 where it goes, for what would be made only to be copied there.
    func send(
        _ message: BrokerMessage,
        body: ((inout JSONWriter) -> Void)? = nil,
        to connection: ConnectionID
    ) {
        guard let router, let sender = connections.sender(of: connection) else { return }
        outgoing.write(message, body: body)
        switch router.send(outgoing, to: sender) {
        case .sent: metrics.sent(message)
        case .closed: break
        case .full, .gone:
            machine.connectionLost(connection)
            connections.forget(connection)
        }
    }
}

extension Turn {
    /// The turn as the ledger takes it.
    func draft(at instant: Instant) -> TurnDraft {
        TurnDraft(
            at: instant,
            entries: entries.map { entry in
                EntryDraft(
                    sequence: entry.sequence,
                    at: entry.accepted,
                    publisher: entry.publisher,
                    id: entry.id,
                    topic: entry.topic.text,
                    body: .plain(entry.body),
                    facts: entry.facts,
                    sha256: entry.sha256
                )
            },
            turnData: facts
        )
    }
}

extension MessageFrames {
    /// The frames of a message.
    init(_ message: BrokerMessage) {
        self.init()
        write(message)
    }

    /// Puts the frames of a message in place of what was there; another body than the message's own, if one is given.
    mutating func write(_ message: BrokerMessage, body: ((inout JSONWriter) -> Void)? = nil) {
        begin()
        append(WireLimit.magic)
        append(message.verb.name.utf8)
        append(message.request)
        append { bytes in Self.write(message.writeHead, to: &bytes) }
        if let body {
            append { bytes in Self.write(body, to: &bytes) }
        } else {
            append(message.body)
        }
    }

    private static func write(_ text: (inout JSONWriter) -> Void, to bytes: inout [UInt8]) {
        // Taken out, so that the writer is the only one who holds the memory and appends where it is.
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        var writer = JSONWriter(appendingTo: consume taken)
        text(&writer)
        bytes = writer.bytes
    }
}
