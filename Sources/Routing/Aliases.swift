import Vocabulary

/// Which handles stand for one person: a forest of merges, each from a record to the one that stands for both.
///
/// No record is rewritten, so cutting a merge leaves both sides as they were, with what each gained since.
struct Aliases: Sendable, Equatable {
    private var merges: [PersonID: PersonMerge] = [:]
    /// Everybody of a person, in order, by the handle that stands for them; only where there are several.
    private var members: [PersonID: [PersonID]] = [:]

    /// The merges in force, in the order in which they were decided.
    var all: [PersonMerge] { merges.values.sorted { ($0.entry, $0.absorb) < ($1.entry, $1.absorb) } }

    var isEmpty: Bool { merges.isEmpty }

    /// The handle that stands for this one.
    func root(of id: PersonID) -> PersonID {
        guard !merges.isEmpty else { return id }
        var id = id
        while let merge = merges[id] { id = merge.keep }
        return id
    }

    /// Every handle of the same person, in order.
    func handles(of id: PersonID) -> [PersonID] {
        guard !merges.isEmpty else { return [id] }
        let root = root(of: id)
        return members[root] ?? [root]
    }

    /// The decision that made the two one person, or `nil` if they are two or were one record from the beginning.
    ///
    /// Of the two merges that meet at their common handle it is the later, because before it they were apart.
    func merge(joining one: PersonID, _ other: PersonID) -> PersonMerge? {
        guard one != other, root(of: one) == root(of: other) else { return nil }
        let (upwards, downwards) = (path(from: one), path(from: other))
        guard let common = upwards.first(where: downwards.contains) else { return nil }
        let below = [upwards, downwards].compactMap { path in
            path.prefix { $0 != common }.last.flatMap { merges[$0] }
        }
        return below.max { $0.entry < $1.entry }
    }

    mutating func add(_ merge: PersonMerge) {
        let both = handles(of: merge.keep) + handles(of: merge.absorb)
        merges[merge.absorb] = merge
        settle(both)
    }

    mutating func cut(_ absorbed: PersonID) {
        let all = handles(of: absorbed)
        merges[absorbed] = nil
        settle(all)
    }

    private func path(from id: PersonID) -> [PersonID] {
        var path = [id]
        while let merge = merges[path[path.count - 1]] { path.append(merge.keep) }
        return path
    }

    private mutating func settle(_ handles: [PersonID]) {
        for handle in handles { members[handle] = nil }
        for handle in Set(handles).sorted() { members[root(of: handle), default: []].append(handle) }
        for handle in handles where members[handle]?.count == 1 { members[handle] = nil }
    }
}
