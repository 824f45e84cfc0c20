import Yams

/// A value in a file that a ``SettingsReading`` opened.
public struct SettingsPlace {
    let place: YAMLPlace

    init(_ place: YAMLPlace) { self.place = place }

    /// The value of a member, if this is a mapping that has it.
    public subscript(name: String) -> SettingsPlace? { place[name].map { SettingsPlace($0) } }

    /// Whether this is a mapping.
    public var isMapping: Bool { place.node.mapping != nil }

    /// Whether this is a list.
    public var isList: Bool { place.node.sequence != nil }
}
