import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// Somebody whom no identifier finds and who may be somebody known goes to a named person to decide, with both and why,
/// and meanwhile to both cases (`domain.md` 5.7).
extension BrokerMachine {
    /// Remembers by what known people can be recognised, and looks for whoever is not known by that.
    mutating func recognise(_ references: [PersonReference], in draft: inout Draft) {
        for (index, reference) in references.enumerated() {
            guard let node = draft.event.root[reference.pointer] else { continue }
            switch state.register.match(reference.identifiers) {
            case .several: continue
            case .one(let person):
                let known = PersonSketch(of: node)
                guard !known.isEmpty else { continue }
                let held = (node["identifiers"]).map { Self.identifiers(in: $0) } ?? []
                let record = state.register.record(of: held) ?? person
                draft.store(state.record { $0.sketched(record, known) })
            case .nobody:
                guard let born = reference.born, reference.role != "unborn" else { continue }
                let candidates = state.register.candidates(born: born, PersonSketch(of: node))
                guard !candidates.isEmpty,
                    let handle = PersonID("P-\(draft.sequence.number)-x\(index + 1)")
                else { continue }
                meet(node, candidates, as: handle, in: &draft)
            }
        }
    }

    private mutating func meet(
        _ node: JSONNode,
        _ candidates: [MatchProposal.Candidate],
        as handle: PersonID,
        in draft: inout Draft
    ) {
        let held = (node["identifiers"]).map { Self.identifiers(in: $0) } ?? []
        let details = PersonDetails(node)
        draft.store(
            state.record {
                held.isEmpty
                    ? $0.personFound(details, as: handle) : $0.personRecorded(held, details, as: handle)
            }
        )
        guard state.register.person(handle) != nil else { return }
        sketch(handle, node, in: &draft)
        propose(handle, candidates, in: &draft)
    }

    /// Somebody was recorded anew who may be somebody known.
    mutating func recogniseNew(_ person: PersonID, _ node: JSONNode, in draft: inout Draft) {
        guard let born = state.register.person(person)?.born else { return }
        let sketch = PersonSketch(of: node)
        let candidates = state.register.candidates(born: born, sketch, besides: person)
        propose(person, candidates, in: &draft)
    }

    /// Remembers by what somebody can be recognised.
    mutating func sketch(_ person: PersonID, _ node: JSONNode, in draft: inout Draft) {
        let sketch = PersonSketch(of: node)
        guard !sketch.isEmpty else { return }
        draft.store(state.record { $0.sketched(person, sketch) })
    }

    /// Puts the question whether somebody is one of these.
    mutating func propose(
        _ stranger: PersonID,
        _ candidates: [MatchProposal.Candidate],
        in draft: inout Draft
    ) {
        let candidates = candidates.filter { !state.register.isSame($0.person, stranger) }
        let (entry, now) = (draft.sequence, draft.accepted)
        let proposal = MatchProposal(stranger: stranger, candidates: candidates, entry: entry, at: now)
        draft.store(state.record { $0.matchProposed(proposal) })
    }

    /// Whoever an entry is about and no identifier finds: by the handles made for them or given, or as somebody's unborn.
    func strangers(_ references: [PersonReference], in draft: Draft) -> [PersonID] {
        references.enumerated().flatMap { index, reference -> [PersonID] in
            let node = draft.event.root[reference.pointer]
            let isFound = state.register.match(reference.identifiers) != .nobody
            let made = isFound ? [] : ["x", "b"].map { "P-\(draft.sequence.number)-\($0)\(index + 1)" }
            let known = (made + [node?["handle"]?.string].compactMap(\.self)).compactMap { PersonID($0) }
                .filter { state.register.person($0) != nil }
            let mother = node?["unborn-of"].map { Self.identifiers(in: $0) } ?? []
            return known + (state.register.record(of: mother).map { state.register.unborn(of: $0) } ?? [])
        }
        .map { state.register.handle(for: $0) }
    }

    /// The entry that puts the question to the front door, which must answer, and to whoever is on duty.
    mutating func enter(_ proposal: MatchProposal, at now: Instant, into turn: inout Turn) {
        let candidates = proposal.candidates.map { candidate -> JSONValue in
            let cases = state.register.handles(of: candidate.person)
                .flatMap { state.casebook.openCases(of: $0) }
            return .object([
                JSONMember("person", .string(candidate.person.text)),
                JSONMember("because", .array(candidate.reasons.map { .string($0.rawValue) })),
                JSONMember("cases", .array(Set(cases).sorted().map { .string($0.text) })),
            ])
        }
        var draft = draft(
            "broker.match-proposed",
            cause: proposal.stranger.text,
            at: now,
            data: [
                "concern": .integer(proposal.entry.number), "person": .string(proposal.stranger.text),
                "candidates": .array(candidates),
            ]
        )
        let today = LondonTime.date(of: now)
        let door = state.register.frontDoor(on: today)
        var owners = [Owner(door.role, door.staff)]
        let duty = state.register.staff(filling: .dutyTeam, near: nil, on: today)
        if let duty, duty != door.staff { owners.append(Owner(.dutyTeam, duty)) }
        let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s3
        let until = raiseAtFrontDoor(for: owners[0], severity, in: &draft)
        tell(routing(owners, by: door.rule, for: nil, false), severity, until: until, in: &draft, into: &turn)
    }

    // MARK: The duty list

    /// The id of the entry that put the question whether somebody is one of several.
    static func question(about stranger: PersonID) -> MessageID? {
        MessageID("match-proposed-\(stranger)")
    }

    /// Whether an obligation is such a question, and nobody has decided it.
    func isOpenQuestion(_ sequence: LedgerSequence) -> Bool {
        let prefix = "match-proposed-"
        guard let id = state.concerns[sequence], id.text.hasPrefix(prefix),
            let stranger = PersonID(String(id.text.dropFirst(prefix.count))),
            let proposal = state.register.proposal(about: stranger)
        else { return false }
        return !state.register.openCandidates(of: proposal).isEmpty
    }

    /// What must be decided about people: each stranger once, however many they may be, oldest first.
    ///
    /// It stays on the list until a named person decides, also after somebody said that they saw it.
    var matchRows: [JSONValue] {
        state.register.openProposals.map { proposal in
            let question = Self.question(about: proposal.stranger).flatMap { state.obligations[$0]?.first }
            let obligation = question.flatMap { state.escalations[$0] }
            let candidates = state.register.openCandidates(of: proposal)
            let cases = candidates.flatMap { state.register.handles(of: $0.person) }
                .flatMap { state.casebook.openCases(of: $0) }
            return .object([
                JSONMember("kind", .string("probable-match")),
                JSONMember("seq", .integer(question?.sequence.number ?? proposal.entry.number)),
                JSONMember("case", Self.text(Set(cases).min())),
                JSONMember("since", .integer(proposal.at.milliseconds)),
                JSONMember("due", obligation?.deadline.map { .integer($0.milliseconds) } ?? .null),
                JSONMember("owner", Self.text(obligation?.owner?.staff)),
                JSONMember("owner-role", obligation?.owner.map { .string($0.role.code) } ?? .null),
                JSONMember("person", .string(proposal.stranger.text)),
                JSONMember("candidates", .array(candidates.map(Self.row))),
            ])
        }
    }

    private static func row(_ candidate: MatchProposal.Candidate) -> JSONValue {
        .object([
            JSONMember("person", .string(candidate.person.text)),
            JSONMember("because", .array(candidate.reasons.map { .string($0.rawValue) })),
        ])
    }
}
