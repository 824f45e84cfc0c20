import Escalation
public import JSON
import Routing
import Topics
import Transfer
import Vocabulary
import Wire

extension BrokerMachine {
    /// Roles of the authority's own front line, who see duty lists and transfers.
    private static let socialCare: Set<Role> = [
        .allocatedSocialWorker, .socialCareWorker, .dutyTeam, .teamManager, .headOfService, .frontDoor,
        .emergencyDutyTeam,
    ]

    /// Answers a read; what shows content is an entry first.
    mutating func fetch(
        _ fetch: ClientMessage.Fetch,
        by call: Call,
        into turn: inout Turn
    ) throws(WireRefusal) {
        try checkReader(fetch.person, by: call.user)
        let reading = try reading(fetch, by: call)
        switch fetch.what {
        // What names no content needs no entry before it is shown.
        case .receipt, .proof, .checkpoint, .status, .instants, .lateness: break
        case .inbox, .caseload, .case, .chronology, .pack, .duty, .transfer, .explain:
            enterRead(fetch, by: call, into: &turn)
        }
        turn.actions.append(
            .show(reading, reader: call.user, request: call.request, to: call.connection)
        )
    }

    private func reading(
        _ fetch: ClientMessage.Fetch,
        by call: Call
    ) throws(WireRefusal) -> Action.Reading {
        let user = call.user
        switch fetch.what {
        case .inbox: return .inbox(try inbox(fetch, by: user))
        case .caseload: return try caseload(fetch, by: user, at: call.now)
        case .case:
            let id = try readable(fetch, by: user, at: call.now)
            return .file(caseRow(id, to: user))
        case .chronology:
            return .chronology(try readable(fetch, by: user, at: call.now), fetch)
        case .pack: return try pack(fetch, by: user, at: call.now)
        case .duty:
            try demandSocialCare(user)
            return .rows(.duty, Self.lines(dutyRows + heldRows + breachedRows(at: call.now)))
        case .transfer:
            try demandSocialCare(user)
            guard fetch.all, let id = fetch.transfer else {
                return .rows(.transfer, Self.lines(transferRows(fetch.transfer)))
            }
            return try evidence(of: id, fetch, to: user)
        case .explain:
            return .explain(try known(fetch.sequence))
        case .instants:
            return .instants(try known(fetch.sequence))
        case .lateness:
            try demandSocialCare(user)
            return .lateness(
                from: Instant(milliseconds: fetch.from ?? 0),
                to: fetch.to.map { Instant(milliseconds: $0) } ?? call.now
            )
        case .receipt:
            guard let id = fetch.id else { throw Self.missing("id", "the id of a message") }
            return .receipt(id)
        case .proof:
            guard let from = fetch.from, let to = fetch.to, from <= to, to <= state.lastSequence.number else {
                throw WireRefusal(
                    .badFrame,
                    "from, to: must be tree sizes, from at most to, to at most the ledger's",
                    field: "/from"
                )
            }
            return .proof(from: from, to: to)
        case .checkpoint: return .checkpoint
        case .status:
            try demandSocialCare(user)
            return .status(status(at: call.now))
        }
    }

    private func known(_ sequence: LedgerSequence?) throws(WireRefusal) -> LedgerSequence {
        guard let sequence, sequence <= state.lastSequence else {
            throw WireRefusal(.noSuch, "seq: must be an entry of this ledger", field: "/seq")
        }
        return sequence
    }

    private func inbox(
        _ fetch: ClientMessage.Fetch,
        by user: UserID
    ) throws(WireRefusal) -> [InboxRow] {
        guard let person = fetch.person else { throw Self.missing("person", "a member of staff") }
        let rows = state.escalations.keys.compactMap { key in row(key, of: person, all: fetch.all) }
        return Array(
            rows.sorted {
                ($0.due?.milliseconds ?? .max, $0.sequence) < ($1.due?.milliseconds ?? .max, $1.sequence)
            }.prefix(fetch.limit)
        )
    }

    /// A system reads only for its own agency's staff, whoever it names and whatever it reads.
    private func checkReader(_ person: StaffID?, by user: UserID) throws(WireRefusal) {
        guard let person else { return }
        guard let staff = state.register.staff(person), staff.agency == user.agency else {
            throw WireRefusal(
                .forbidden,
                "person: must be staff that the register places in this key's agency",
                field: "/person"
            )
        }
    }

    private func row(_ key: ObligationKey, of person: StaffID, all: Bool) -> InboxRow? {
        guard let obligation = state.escalations[key] else { return nil }
        switch obligation.state {
        case .waiting(let rung, _, let until):
            guard isOwner(person, of: key) else { return nil }
            return InboxRow(
                sequence: key.sequence,
                caseID: key.caseID,
                state: "waiting",
                due: until,
                rung: rung
            )
        case .acting(let rung, _, _, let until):
            guard isOwner(person, of: key) else { return nil }
            return InboxRow(
                sequence: key.sequence,
                caseID: key.caseID,
                state: "acting",
                due: until,
                rung: rung
            )
        case .exhausted(_, let since):
            guard isOwner(person, of: key) else { return nil }
            return InboxRow(
                sequence: key.sequence,
                caseID: key.caseID,
                state: "exhausted",
                due: since,
                rung: 0
            )
        // It is nobody's any longer, and the recall is in the chronology.
        case .withdrawn: return nil
        case .acknowledged(let by, _, _):
            guard all, by == person else { return nil }
            return InboxRow(
                sequence: key.sequence,
                caseID: key.caseID,
                state: "acknowledged",
                due: nil,
                rung: 0
            )
        }
    }

    /// A case that the system may read: all of them by its key, one on which its agency has a worker, or one that somebody
    /// of it opened in an emergency.
    func readable(
        _ fetch: ClientMessage.Fetch,
        by user: UserID,
        at now: Instant
    ) throws(WireRefusal) -> CaseID {
        guard let id = fetch.caseID else { throw Self.missing("case", "a case") }
        guard isReadable(id, by: user, at: now) else {
            throw WireRefusal(
                .forbidden,
                "case: must be one on which this key's agency has a worker",
                field: "/case"
            )
        }
        guard state.casebook.file(id) != nil else {
            throw WireRefusal(.noSuch, "case: must be a case of this authority", field: "/case")
        }
        if let holder = holderElsewhere(of: id) {
            throw WireRefusal(
                .moved,
                "case: is held by \(holder) now; must be asked there",
                field: "/case",
                detail: .movedTo(holder.text)
            )
        }
        return id
    }

    /// The authority that holds a case which was released to it, or `nil`.
    func holderElsewhere(of id: CaseID) -> AuthorityCode? {
        guard case .released(to: let holder) = state.transfers.responsibility(for: id) else { return nil }
        return holder
    }

    /// Whether the system may look into a case, if there is such a case.
    func isReadable(_ id: CaseID, by user: UserID, at now: Instant) -> Bool {
        state.register.seesAllCases(user) || isBrokenOpen(id, to: user, at: now)
            || state.casebook.file(id)?.allocations.contains { allocation in
                state.register.agency(of: allocation.staff) == user.agency
            } == true
    }

    private func demandSocialCare(_ user: UserID) throws(WireRefusal) {
        guard state.register.roles(of: user).contains(where: Self.socialCare.contains) else {
            throw WireRefusal(
                .forbidden,
                "what: must be asked by a system of the authority's social care",
                field: "/what"
            )
        }
    }

    static func missing(_ member: String, _ mustBe: String) -> WireRefusal {
        WireRefusal(.badFrame, "\(member): was missing; must be \(mustBe)", field: "/" + member)
    }

    /// Rows as a page has them, one JSON object a line.
    public static func lines(_ rows: [JSONValue]) -> [UInt8] {
        rows.flatMap { $0.serialized() + [UInt8(ascii: "\n")] }
    }

    /// Who read what, before it is shown (S8).
    private mutating func enterRead(
        _ fetch: ClientMessage.Fetch,
        by call: Call,
        into turn: inout Turn
    ) {
        var members = [
            JSONMember("user", .string(call.user.text)), JSONMember("what", .string(fetch.what.rawValue)),
        ]
        if let person = fetch.person { members.append(JSONMember("person", .string(person.text))) }
        if let caseID = fetch.caseID { members.append(JSONMember("case", .string(caseID.text))) }
        if let agency = fetch.agency { members.append(JSONMember("agency", .string(agency.text))) }
        if let instant = fetch.knownOn { members.append(JSONMember("known-on", .string(instant.rfc3339))) }
        if let sequence = fetch.sequence { members.append(JSONMember("seq", .integer(sequence.number))) }
        let cause = String(state.lastSequence.next.number)
        var draft = draft("broker.read", cause: cause, at: call.now, data: .object(members))
        if let definition = policy.catalogue[draft.topic] { queue(&draft, definition, nil) }
        append(draft, to: &turn)
    }
}
