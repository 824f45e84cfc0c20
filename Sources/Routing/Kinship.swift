import Vocabulary

/// The relations between people, found from either side.
struct Kinship: Sendable, Equatable {
    private var relations: [Relation.Key: Relation] = [:]
    private var keys: [PersonID: [Relation.Key]] = [:]

    /// Every relation, in order.
    var all: [Relation] { relations.values.sorted { $0.key < $1.key } }

    subscript(key: Relation.Key) -> Relation? { relations[key] }

    /// Those of a record, in order.
    func relations(of person: PersonID) -> [Relation] { (keys[person] ?? []).compactMap { relations[$0] } }

    func count(of person: PersonID) -> Int { keys[person]?.count ?? 0 }

    mutating func record(_ relation: Relation) {
        relations[relation.key] = relation
        keys.insert(relation.key, under: relation.key.person)
        keys.insert(relation.key, under: relation.key.other)
    }
}
