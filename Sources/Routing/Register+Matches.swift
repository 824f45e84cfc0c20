public import Vocabulary

/// People who may be one: found by what they agree on, told to both leads, and decided by a named person alone (S17).
extension Register {
    /// The most candidates that are looked at for one person; more on one day of birth is a date that stands for none.
    static let mostCandidates = 64

    /// What somebody can be recognised by became known; nothing is added beyond the room there is.
    public mutating func sketched(_ person: PersonID, _ sketch: PersonSketch) -> Decision<Fact, Never> {
        let before = sketches[person] ?? PersonSketch()
        let after = before.adding(sketch)
        return after == before ? .nothing : commit(.sketched(person, after))
    }

    /// Whom somebody born on that day may be: the same day and the same name or address; who agrees on most first.
    public func candidates(
        born: CivilDate,
        _ sketch: PersonSketch,
        besides stranger: PersonID? = nil
    ) -> [MatchProposal.Candidate] {
        let others = (peopleByBirth[born] ?? []).prefix(Self.mostCandidates)
        var reasons: [PersonID: Set<MatchProposal.Reason>] = [:]
        for other in others where stranger.map({ !isDecided($0, other) }) ?? true {
            guard let known = sketches[other] else { continue }
            let person = handle(for: other)
            if known.names.contains(where: sketch.names.contains) {
                reasons[person, default: []].insert(.name)
            }
            if known.places.contains(where: sketch.places.contains) {
                reasons[person, default: []].insert(.address)
            }
        }
        return reasons.sorted { $0.key < $1.key }.map { person, reasons in
            MatchProposal.Candidate(person, because: [.born] + reasons)
        }
    }

    /// Somebody may be one of these; told once.
    public mutating func matchProposed(_ proposal: MatchProposal) -> Decision<Fact, Never> {
        guard !proposal.candidates.isEmpty, proposals[proposal.stranger] != proposal else { return .nothing }
        return commit(.matchProposed(proposal))
    }

    /// The proposal about that record, decided or not.
    public func proposal(about stranger: PersonID) -> MatchProposal? { proposals[stranger] }

    /// The proposals that nobody has decided, oldest first.
    public var openProposals: [MatchProposal] {
        proposals.values.filter { !openCandidates(of: $0).isEmpty }
            .sorted { ($0.entry, $0.stranger) < ($1.entry, $1.stranger) }
    }

    /// Whom somebody may still be: nobody once they were merged with or linked to one, and not who was ruled out.
    public func openCandidates(of proposal: MatchProposal) -> [MatchProposal.Candidate] {
        let isFound = proposal.candidates.contains {
            isSame(proposal.stranger, $0.person) || isLinked(proposal.stranger, $0.person)
        }
        return isFound
            ? [] : proposal.candidates.filter { !areDeclaredDifferent(proposal.stranger, $0.person) }
    }

    /// Everybody who may be the same person as this one, in order; each case is told until somebody decides.
    public func probable(of person: PersonID) -> [PersonID] {
        guard !proposals.isEmpty else { return [] }
        let person = handle(for: person)
        let open = Set(handles(of: person).flatMap { proposalsByPerson[$0] ?? [] }).compactMap {
            proposals[$0]
        }
        let people = open.flatMap { proposal in
            let candidates = openCandidates(of: proposal).map { handle(for: $0.person) }
            let stranger = handle(for: proposal.stranger)
            return stranger == person ? candidates : candidates.contains(person) ? [stranger] : []
        }
        return Set(people).sorted()
    }

    private func isDecided(_ one: PersonID, _ other: PersonID) -> Bool {
        isSame(one, other) || areDeclaredDifferent(one, other) || isLinked(one, other)
    }

    /// Whether a signed act says that the two are the same person or bound to one another, and none ended it.
    private func isLinked(_ one: PersonID, _ other: PersonID) -> Bool {
        handles(of: one).flatMap { kinship.relations(of: $0) }.contains { relation in
            relation.isLink && relation.to == nil
                && (isSame(relation.key.person, other) || isSame(relation.key.other, other))
        }
    }
}
