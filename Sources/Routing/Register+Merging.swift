public import Vocabulary

/// Merges, links and separations: only by a named person's act, each of which can be taken back (S17).
extension Register {
    /// The most records that can be one person.
    public static let mostRecords = 32

    /// Whether two handles stand for one person.
    public func isSame(_ one: PersonID, _ other: PersonID) -> Bool { handle(for: one) == handle(for: other) }

    /// Whether somebody declared records of the two to be two people, and nobody merged them since.
    public func areDeclaredDifferent(_ one: PersonID, _ other: PersonID) -> Bool {
        !isSame(one, other) && separation(one, other) != nil
    }

    /// Whether the two were separated for ever, as the old and the new record of an adopted child.
    public func areSeparatedForEver(_ one: PersonID, _ other: PersonID) -> Bool {
        separation(one, other) == true
    }

    private func separation(_ one: PersonID, _ other: PersonID) -> Bool? {
        guard !separations.isEmpty else { return nil }
        let others = handles(of: other)
        let found = handles(of: one).flatMap { one in
            others.compactMap { one == $0 ? nil : separations[PersonPair(one, $0)] }
        }
        return found.isEmpty ? nil : found.contains(true)
    }

    /// A named person decided that two are one: `absorb` leads to `keep` from now on, and no record is changed.
    public mutating func merged(
        _ absorb: PersonID,
        into keep: PersonID,
        by staff: StaffID,
        in entry: LedgerSequence
    ) throws(RegisterError) -> Decision<Fact, Never> {
        let (keep, absorb) = (handle(for: keep), handle(for: absorb))
        guard keep != absorb else { return .nothing }
        guard !areSeparatedForEver(keep, absorb) else { throw .separatedForEver }
        guard handles(of: keep).count + handles(of: absorb).count <= Self.mostRecords else {
            throw .tooMany(keep)
        }
        return commit(.merged(PersonMerge(keep: keep, absorb: absorb, decidedBy: staff, entry: entry)))
    }

    /// A named person took a merge back: the very decision that joined the two is undone, and both are as they were,
    /// each with what was said since by its own identifiers.
    public mutating func unmerged(
        _ split: PersonID,
        from keep: PersonID,
        by staff: StaffID
    ) throws(RegisterError) -> Decision<Fact, Never> {
        guard split != keep else { throw .sameRecord(keep) }
        guard let merge = aliases.merge(joining: split, keep) else { return .nothing }
        return commit(.unmerged(absorbed: merge.absorb, decidedBy: staff))
    }

    /// A named person declared two to be two people; what links them as one ends, and nobody asks again.
    ///
    /// A merge is not undone by it, which is an act of its own.
    public mutating func separated(
        _ one: PersonID,
        from other: PersonID,
        isForEver: Bool = false,
        on date: CivilDate
    ) throws(RegisterError) -> Decision<Fact, Never> {
        guard !isSame(one, other) else { throw .sameRecord(handle(for: one)) }
        var decision = Decision<Fact, Never>.nothing
        for (relation, _) in relations(of: one, on: date)
        where relation.isLink && (isForEver || relation.key.kind == .linked) {
            guard isSame(relation.key.person, other) || isSame(relation.key.other, other) else { continue }
            decision.append(commit(.relationRecorded(relation.ended(on: date))))
        }
        let pair = PersonPair(one, other)
        let isKnown = separations[pair] == true || separations[pair] == isForEver
        if !isKnown { decision.append(commit(.separated(pair, isForEver: isForEver))) }
        return decision
    }
}

extension Relation {
    /// The same relation, which no longer holds from that day on.
    func ended(on date: CivilDate) -> Relation {
        Relation(
            key,
            from: from,
            to: date,
            hasParentalResponsibility: hasParentalResponsibility,
            isLink: isLink
        )
    }
}
