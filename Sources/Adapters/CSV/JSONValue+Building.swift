import JSON

extension JSONValue {
    /// Puts a value at a place of this object, and makes the objects on the way.
    mutating func set(_ place: ArraySlice<String>, to value: JSONValue) {
        guard let name = place.first else { return self = value }
        change(name) { member in
            var inner = member ?? .object([])
            inner.set(place.dropFirst(), to: value)
            return inner
        }
    }

    /// Adds an element to the list at a place of this object, unless it is there already.
    ///
    /// - Returns: where in the list it stands.
    mutating func append(_ element: JSONValue, at place: ArraySlice<String>) -> Int {
        var elements: [JSONValue] = []
        if case .array(let known)? = place.reduce(Optional(self), { $0?[$1] }) { elements = known }
        if let index = elements.firstIndex(of: element) { return index }
        set(place, to: .array(elements + [element]))
        return elements.count
    }

    private mutating func change(_ name: String, _ body: (JSONValue?) -> JSONValue) {
        var members: [JSONMember] = []
        if case .object(let known) = self { members = known }
        guard let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(name.utf8) }) else {
            return self = .object(members + [JSONMember(name, body(nil))])
        }
        members[index].value = body(members[index].value)
        self = .object(members)
    }
}
