import OrderedCollections
import Vocabulary
import Wire

extension BrokerMachine {
    /// Admits one message and hands it to its verb.
    ///
    /// The key is looked up on every message, because a routing id proves nothing and the authenticator is asked
    /// only once a connection: a revoked key must bite on a live one.
    mutating func receive(
        _ inbound: Inbound,
        from origin: Arrival.Origin,
        _ past: Call.Past,
        at tick: Tick,
        into turn: inout Turn
    ) {
        sessions.heard(origin.connection, at: tick.monotonic)
        guard state.register.mayConnect(origin.user, key: origin.key) else {
            turnAway(inbound, from: origin, at: tick, into: &turn)
            return
        }
        switch inbound {
        case .dropped: break
        case .refused(let refusal, let request):
            turn.actions.append(Call(origin: origin, request: request, tick: tick).answer(.error(refusal)))
        case .message(let message):
            let call = Call(origin: origin, request: message.request, tick: tick, past: past)
            do throws(WireRefusal) {
                try perform(message.verb, by: call, into: &turn)
            } catch {
                turn.actions.append(call.answer(.error(error.of(verb: message.verb.name))))
            }
        }
    }

    /// Tells a key that is not admitted so, and cuts its connection when it speaks again.
    ///
    /// Not at once: libzmq drops what a client has not read yet when its connection breaks, and the reason with it.
    private mutating func turnAway(
        _ inbound: Inbound,
        from origin: Arrival.Origin,
        at tick: Tick,
        into turn: inout Turn
    ) {
        sessions.endSession(of: origin.connection)
        guard sessions.warn(origin.connection) else {
            sessions.close(origin.connection)
            turn.actions.append(.disconnect(origin.connection))
            return
        }
        var tag: [UInt8] = []
        if case .message(let message) = inbound { tag = message.request }
        let call = Call(origin: origin, request: tag, tick: tick)
        turn.actions.append(call.answer(.error(WireRefusal(.forbidden, "this key is revoked"))))
    }

    private mutating func perform(
        _ verb: ClientMessage.Verb,
        by call: Call,
        into turn: inout Turn
    ) throws(WireRefusal) {
        if case .hello = verb {
            welcome(call, into: &turn)
            return
        }
        guard sessions[call.connection]?.user == call.user else {
            throw WireRefusal(.noSession, "say HELLO first on this connection")
        }
        switch verb {
        case .hello: break
        case .publish(let publish): try self.publish(publish, by: call, into: &turn)
        case .subscribe(let subscribe): try self.subscribe(subscribe, by: call, into: &turn)
        case .ack(let sub, let numbers): try acknowledge(numbers, of: sub, by: call, into: &turn)
        case .nack(let sub, let number, _, let delay):
            try refuse(number, of: sub, after: delay, by: call, into: &turn)
        case .detach(let sub): try detach(sub, by: call, into: &turn)
        case .fetch(let fetch): try self.fetch(fetch, by: call, into: &turn)
        case .ping: turn.actions.append(call.answer(.pong(standings(of: call.connection))))
        case .bye:
            sessions.endSession(of: call.connection)
            turn.actions.append(call.answer(.bye))
        }
    }

    private mutating func welcome(_ call: Call, into turn: inout Turn) {
        let number = sessions.open(
            Session(
                connection: call.connection,
                user: call.user,
                key: call.origin.key,
                lastHeard: call.tick.monotonic
            )
        )
        turn.actions.append(
            call.answer(
                .welcome(
                    BrokerMessage.Welcome(
                        session: "\(boot)-\(number)",
                        broker: policy.authority,
                        boot: boot,
                        user: call.user,
                        now: call.now,
                        keys: policy.checkpointKeys,
                        story: policy.storyClock,
                        secondPlace: hasSecondPlace
                    )
                )
            )
        )
    }

    private func standings(of connection: ConnectionID) -> [SubscriptionName: BrokerMessage.Standing] {
        var standings: [SubscriptionName: BrokerMessage.Standing] = [:]
        for (handle, attachment) in sessions[connection]?.attachments ?? [:] {
            guard let subscription = state.subscriptions.subscription(handle) else { continue }
            standings[subscription.name] = BrokerMessage.Standing(
                position: subscription.position,
                sent: attachment.sent
            )
        }
        return standings
    }

    /// Ends the sessions whose key was revoked in this turn, so that nothing more is delivered to them.
    mutating func dropRevoked(into turn: inout Turn) {
        guard haveKeysChanged else { return }
        haveKeysChanged = false
        for session in sessions.sessions.values
        where !state.register.mayConnect(session.user, key: session.key) {
            sessions.endSession(of: session.connection)
        }
    }

    /// Drops connections that have been silent for too long; their subscriptions keep every number.
    mutating func dropSilent(at tick: Tick, into turn: inout Turn) {
        for connection in sessions.sweep(at: tick.monotonic) {
            sessions.close(connection)
            turn.actions.append(.disconnect(connection))
        }
    }
}
