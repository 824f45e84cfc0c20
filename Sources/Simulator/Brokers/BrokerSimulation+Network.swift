import BrokerCore
import Concerns
import JSON
import Topics
import Vocabulary
import Wire

/// What carries messages between brokers, and between a broker and its own clients.
extension BrokerSimulation {
    // MARK: Carrying

    /// Sends a message on its way, if the network feels like it.
    mutating func carry(_ packet: Packet, toBroker: Bool) {
        let isLost = network.happens(rate(.drop))
        let comesTwice = network.happens(rate(.duplicate))
        let isDelayed = network.happens(rate(.delay))
        let wait = network.within(Span.hour...4 * Span.day)
        var latency = plan.latency
        var isStopped = isLost
        if case .peer(let peer) = packet.party {
            if toBroker ? isCut[peer][packet.broker] : isCut[packet.broker][peer] { isStopped = true }
        } else {
            latency = 1...200
        }
        let delays = [network.within(latency), network.within(latency)]
        guard !isStopped else {
            sightings.note(.drops)
            return
        }
        let isFar = latency == plan.latency && isDelayed
        schedule(.arrival(packet), after: delays[0] + (isFar ? wait : 0))
        guard comesTwice else { return }
        sightings.note(.duplicates)
        schedule(.arrival(packet), after: delays[1] + wait / 16)
    }

    /// A broker answers on a connection.
    mutating func reply(_ content: Packet.Content, at place: Int, to connection: ConnectionID) {
        guard let party = SimulatedBroker.party(connection) else { return }
        var run = 0
        if case .peer(let peer) = party { run = brokers[peer].boot }
        carry(Packet(broker: place, party: party, run: run, content: content), toBroker: false)
    }

    mutating func arrive(_ packet: Packet) {
        switch packet.content {
        case .publish(let publish, let request, let hello): hear(publish, request, hello, packet)
        case .receipt(let id):
            switch packet.party {
            case .peer(let peer): receipted(id, by: packet.broker, at: peer, packet)
            case .client(let kind): settled(id, of: kind, at: packet.broker)
            }
        case .refusal(let refusal, let request):
            switch packet.party {
            case .peer(let peer): refused(refusal, request, by: packet.broker, at: peer, packet)
            case .client(let kind): refused(refusal, request, of: kind, at: packet.broker)
            }
        }
    }

    /// A PUBLISH reaches a broker.
    private mutating func hear(
        _ publish: ClientMessage.Publish,
        _ request: [UInt8],
        _ hello: Bool,
        _ packet: Packet
    ) {
        let place = packet.broker
        guard brokers[place].isUp else { return }
        note("hear", place, Int64(publish.body.count), "\(packet.party) \(publish.topic) \(publish.id)")
        let user =
            switch packet.party {
            case .peer(let peer): SimulatedPartnership.broker(peer)
            case .client(let kind): brokers[place].clients[kind.rawValue].user
            }
        let origin = Arrival.Origin(
            connection: SimulatedBroker.connection(packet.party, isOld: packet.run < 0),
            user: user,
            key: SimulatedPartnership.key(user)
        )
        var arrivals: [Arrival] = []
        if hello {
            let hello = ClientMessage(request: [], verb: .hello(agent: "simulator"))
            arrivals.append(.message(origin, .message(hello), earlier: nil))
        }
        let message = ClientMessage(request: request, verb: .publish(publish))
        let earlier = brokers[place].earlier(user, publish)
        let isForward = aboutChild[publish.id] != nil && user != SimulatedPartnership.police && earlier == nil
        arrivals.append(
            .message(
                origin,
                .message(message),
                earlier: earlier,
                original: isForward ? brokers[place].original(SimulatedPartnership.police, publish.id) : nil
            )
        )
        feed(place, arrivals)
    }

    // MARK: Links between brokers

    /// A link publishes what waits in the outbox and is durable.
    mutating func look(from place: Int, to peer: Int) {
        guard brokers[place].isUp, brokers[place].links[peer].nextLook > now || isDue(place, peer) else {
            return
        }
        let outbox = brokers[place].outbox(for: peer)
        guard !outbox.isEmpty else {
            brokers[place].links[peer].nextLook = .max
            return
        }
        var link = brokers[place].links[peer]
        if link.sent.values.contains(where: { now - $0 >= link.patience }) {
            link.reset()
        }
        let head = brokers[place].store.head
        let withheld = brokers[place].withheld
        for sequence in link.ready(outbox, at: now) where !withheld.contains(sequence) {
            guard link.sent.count < SimulatedLink.window else { break }
            guard sequence <= head, let entry = brokers[place].store[sequence] else { continue }
            let publish = publish(entry, by: place)
            link.sent[sequence] = now
            link.ids[publish.id] = sequence
            let packet = Packet(
                broker: peer,
                party: .peer(place),
                run: brokers[place].boot,
                content: .publish(publish, request: Array(String(sequence.number).utf8), hello: !link.isOpen)
            )
            remember(packet)
            carry(packet, toBroker: true)
        }
        brokers[place].links[peer] = link
        planLook(from: place, to: peer, after: link.pause(outbox, at: now))
    }

    private func isDue(_ place: Int, _ peer: Int) -> Bool { brokers[place].links[peer].nextLook <= now }

    private mutating func planLook(from place: Int, to peer: Int, after delay: Int64) {
        let time = now + delay
        let planned = brokers[place].links[peer].nextLook
        guard planned <= now || time < planned else { return }
        brokers[place].links[peer].nextLook = time
        schedule(.link(place, to: peer, boot: brokers[place].boot), after: delay)
    }

    /// The entry as the peer takes it, signed unless whoever said it signed; a resend is the same bytes.
    private mutating func publish(_ entry: Turn.Entry, by place: Int) -> ClientMessage.Publish {
        if let said = brokers[place].said[entry.sequence], said.entry === entry { return said.publish }
        let body: [UInt8]
        if entry.event.root["signature"] != nil {
            body = entry.body
        } else if plan[.restore] > 0, entry.topic.area == "transfer" {
            // Whoever is set back believes its own words only if it signed them.
            body = SimulatedPartnership.signed(entry.body, by: place)
        } else {
            body = KeyedHash.signed(entry.body, key: UInt64(place))
        }
        let publish = ClientMessage.Publish(
            id: entry.id,
            topic: entry.topic.published,
            sha256: .ofBody(body),
            body: body
        )
        brokers[place].said[entry.sequence] = (entry, publish)
        return publish
    }

    private mutating func receipted(_ id: MessageID, by peer: Int, at place: Int, _ packet: Packet) {
        guard brokers[place].isUp, brokers[place].boot == packet.run,
            let sequence = brokers[place].links[peer].ids.removeValue(forKey: id)
        else { return }
        brokers[place].links[peer].sent[sequence] = nil
        brokers[place].links[peer].isOpen = true
        brokers[place].links[peer].failures = 0
        note("receipted", place, sequence.number)
        feed(place, [.peerReceipted(SimulatedPartnership.authorities[peer], sequence)])
        look(from: place, to: peer)
    }

    private mutating func refused(
        _ refusal: WireRefusal,
        _ request: [UInt8],
        by peer: Int,
        at place: Int,
        _ packet: Packet
    ) {
        guard brokers[place].isUp, brokers[place].boot == packet.run else { return }
        note("refused", place, Int64(refusal.code.rawValue), refusal.text)
        if refusal.code.retry == .no {
            oracle.fail("honest", "\(peer) refuses what \(place) says for good: \(refusal.text)")
        }
        if refusal.code.retry == .later,
            let number = Int64(String(decoding: request, as: UTF8.self))
        {
            // It alone waits; whatever else there is goes on.
            brokers[place].links[peer].postpone(LedgerSequence(number), at: now)
            return look(from: place, to: peer)
        }
        brokers[place].links[peer].reset()
        planLook(from: place, to: peer, after: brokers[place].links[peer].patience)
    }

    // MARK: Long ago

    /// Keeps some messages, to send them again much later.
    private mutating func remember(_ packet: Packet) {
        guard plan[.old] > 0 else { return }
        let place = network.within(0...63)
        if history.count < 64 { history.append(packet) } else { history[place] = packet }
    }

    /// Something of long ago comes again, as it was or through another authority's broker; nobody waits for the answer.
    mutating func sendOld() {
        let (isThroughOther, isEcho) = (network.happens(300), network.happens(200))
        let other = network.within(0...brokers.count - 1)
        guard !isHealing, !history.isEmpty else { return }
        let packet = history[network.within(0...history.count - 1)]
        guard case .peer(let peer) = packet.party else { return }
        let speaker = isThroughOther && other != packet.broker ? other : peer
        // Or whoever got it says it to its author, as if it were its own.
        let (place, party) = isEcho ? (peer, packet.broker) : (packet.broker, speaker)
        guard party == peer || mayPassOn(packet.content, party) else { return }
        sightings.note(.oldMessages)
        arrive(Packet(broker: place, party: .peer(party), run: -1, content: packet.content))
    }

    /// Whoever passes a concern on says that it has it, and is not told of it again: it may be late or wrong, not lie.
    private func mayPassOn(_ content: Packet.Content, _ place: Int) -> Bool {
        guard case .publish(let publish, _, _) = content, aboutChild[publish.id] != nil else { return true }
        return brokers[place].store.entries.contains { $0.id == publish.id }
    }
}
