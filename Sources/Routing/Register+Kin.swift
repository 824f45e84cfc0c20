public import Vocabulary

/// Somebody whose cases a concern about another person reaches, wherever either lives.
public struct Kin: Hashable, Sendable {
    /// Whose cases are reached.
    public let person: PersonID
    /// What the person of the concern is to them; `partner` for a parent's or carer's partner.
    public let kind: Relation.Kind
}

/// Whom a concern about somebody concerns as well. Cost grows with the relations of that person and of their partners,
/// each bounded by ``Register/mostRelations``, and not with the number of people.
extension Register {
    /// The most relations that one record can have; a family has fewer, and a fault would otherwise slow every concern.
    public static let mostRelations = 100

    /// Whose cases a concern about this person reaches on that day, by relations that hold then; in order.
    public func kin(of person: PersonID, on date: CivilDate) -> [Kin] {
        let person = handle(for: person)
        var found: [PersonID: Relation.Kind] = [:]
        var partners: [PersonID] = []
        func add(_ other: PersonID, _ kind: Relation.Kind) {
            let other = handle(for: other)
            guard other != person, found[other] == nil, !areSeparatedForEver(person, other) else { return }
            found[other] = kind
        }
        for child in children(ofMother: person) { add(child, .parent) }
        for (relation, isFirst) in relations(of: person, on: date) {
            let other = isFirst ? relation.key.other : relation.key.person
            switch relation.key.kind {
            case .partner:
                partners.append(other)
                if relation.isLink { add(other, .linked) }
            case .parent, .carer:
                if isFirst { add(other, relation.key.kind) } else if relation.isLink { add(other, .linked) }
            case .unbornChild:
                if !isFirst { add(other, .parent) } else if relation.isLink { add(other, .linked) }
            case .sibling, .householdMember, .linked: add(other, relation.key.kind)
            }
        }
        for partner in partners where !areSeparatedForEver(person, partner) {
            for child in children(ofMother: partner) { add(child, .partner) }
            for (relation, isFirst) in relations(of: partner, on: date) {
                switch relation.key.kind {
                case .parent, .carer: if isFirst { add(relation.key.other, .partner) }
                case .unbornChild: if !isFirst { add(relation.key.person, .partner) }
                case .partner, .sibling, .householdMember, .linked: break
                }
            }
        }
        return found.sorted { $0.key < $1.key }.map { Kin(person: $0.key, kind: $0.value) }
    }

    /// The relations of a person that hold on that day, and whether it is the first of the two.
    public func relations(of person: PersonID, on date: CivilDate) -> [(Relation, isFirst: Bool)] {
        let handles = handles(of: person)
        return handles.flatMap { kinship.relations(of: $0) }.filter { $0.isCurrent(on: date) }
            .map { ($0, isFirst: handles.contains($0.key.person)) }
    }

    /// Every relation ever recorded, in order.
    public var relations: [Relation] { kinship.all }

    /// The children, born or not, whose mother is known to be this person.
    public func children(ofMother person: PersonID) -> [PersonID] {
        handles(of: person).flatMap { childrenByMother[$0] ?? [] }
    }

    /// Somebody recorded a relation; the same one again changes its dates.
    public mutating func relationRecorded(_ relation: Relation) throws(RegisterError) -> Decision<Fact, Never>
    {
        let key = relation.key
        guard handle(for: key.person) != handle(for: key.other) else { throw .sameRecord(key.person) }
        guard !areSeparatedForEver(key.person, key.other) else { throw .separatedForEver }
        guard let before = kinship[key] else {
            for person in [key.person, key.other] {
                guard kinship.count(of: person) < Self.mostRelations else { throw .tooMany(person) }
            }
            return commit(.relationRecorded(relation))
        }
        let relation = Relation(
            key,
            from: relation.from ?? before.from,
            to: relation.to,
            hasParentalResponsibility: relation.hasParentalResponsibility ?? before.hasParentalResponsibility,
            isLink: relation.isLink || before.isLink
        )
        return relation == before ? .nothing : commit(.relationRecorded(relation))
    }
}
