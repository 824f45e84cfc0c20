/// A set that costs nothing beyond its element while it has at most one, as nearly every place of a trie does.
enum ValueSet<Element: Hashable & Sendable>: Sendable {
    case none
    case one(Element)
    case many(Set<Element>)

    var isEmpty: Bool {
        switch self {
        case .none: true
        case .one: false
        case .many(let elements): elements.isEmpty
        }
    }

    /// Adds an element; `false` if it was there already.
    mutating func insert(_ element: Element) -> Bool {
        switch self {
        case .none:
            self = .one(element)
            return true
        case .one(let only):
            guard only != element else { return false }
            self = .many([only, element])
            return true
        case .many(var elements):
            self = .none  // Gives up this reference, so that the set is changed in place.
            let (isNew, _) = elements.insert(element)
            self = .many(elements)
            return isNew
        }
    }

    /// Removes an element; `false` if it was not there.
    mutating func remove(_ element: Element) -> Bool {
        switch self {
        case .none: return false
        case .one(let only):
            guard only == element else { return false }
            self = .none
            return true
        case .many(var elements):
            self = .none
            let wasThere = elements.remove(element) != nil
            self = elements.isEmpty ? .none : .many(elements)
            return wasThere
        }
    }

    /// Appends the elements, in no particular order.
    func append(to found: inout [Element]) {
        switch self {
        case .none: break
        case .one(let only): found.append(only)
        case .many(let elements): found.append(contentsOf: elements)
        }
    }
}
