/// A dictionary whose values are sorted lists without repeats: the form of every index in this target.
extension Dictionary {
    mutating func insert<Element: Comparable>(_ element: Element, under key: Key) where Value == [Element] {
        var list = self[key] ?? []
        let place = list.firstIndex { !($0 < element) } ?? list.count
        guard place == list.count || list[place] != element else { return }
        list.insert(element, at: place)
        self[key] = list
    }

    mutating func remove<Element: Comparable>(_ element: Element, under key: Key) where Value == [Element] {
        self[key]?.removeAll { $0 == element }
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}
