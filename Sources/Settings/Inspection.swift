import Yams

/// Reads values out of YAML and collects every fault on the way, so that an operator sees all of them at once.
///
/// A reading returns `nil` only after a fault was noted, or when the place was `nil` (a missing member, which was
/// noted when its mapping was read). So a value that could not be made always leaves a fault behind.
struct Inspection {
    private(set) var faults: [SettingsFault] = []

    /// Notes a fault; returns `nil` so that readings can return it.
    mutating func refuse<Result>(_ fault: SettingsFault) -> Result? {
        faults.append(fault)
        return nil
    }

    /// Notes a fault where reading goes on.
    mutating func note(_ fault: SettingsFault) { faults.append(fault) }

    /// Notes the faults of another file or part.
    mutating func note(_ others: SettingsFaults) { faults += others.faults }

    /// Ends a reading: the value, if there was no fault.
    func result<Value>(_ value: Value?) throws(SettingsFaults) -> Value {
        guard let value, faults.isEmpty else { throw SettingsFaults(faults) }
        return value
    }

    // MARK: Containers

    /// A mapping with these members and no others.
    mutating func mapping(
        _ place: YAMLPlace?,
        required: [String],
        optional: [String] = []
    ) -> YAMLPlace? {
        guard let place else { return nil }
        guard place.node.mapping != nil else {
            return refuse(place.fault(mustBe: "a mapping with " + required.joined(separator: ", ")))
        }
        let known = required + optional
        for (name, key, _) in place.members where !known.contains(name) {
            note(place.fault(unknown: key, mustBe: "one of " + known.joined(separator: ", ")))
        }
        for name in required where place[name] == nil { note(place.fault(missing: name)) }
        return place
    }

    /// A mapping whose members have names of the file's own.
    mutating func entries(_ place: YAMLPlace?) -> [(name: String, key: YAMLPlace, place: YAMLPlace)] {
        guard let place else { return [] }
        guard place.node.mapping != nil else {
            note(place.fault(mustBe: "a mapping"))
            return []
        }
        return place.members.map { name, key, value in
            (name, YAMLPlace(file: place.file, node: key, member: value.member), value)
        }
    }

    /// The elements of a list.
    mutating func list(_ place: YAMLPlace?, atLeast least: Int = 0) -> [YAMLPlace] {
        guard let place else { return [] }
        guard place.node.sequence != nil else {
            note(place.fault(mustBe: "a list"))
            return []
        }
        let elements = place.elements
        if elements.count < least { note(place.fault(mustBe: "a list of at least \(least)")) }
        return elements
    }

    // MARK: Scalars

    /// Text of at least one character.
    mutating func text(_ place: YAMLPlace?) -> String? {
        guard let place else { return nil }
        guard case .scalar(let scalar) = place.node, case .text(let text) = YAMLScalar(scalar), !text.isEmpty
        else { return refuse(place.fault(mustBe: "text (numbers in quotes)")) }
        return text
    }

    /// Text that `read` understands.
    mutating func value<Value>(_ place: YAMLPlace?, mustBe: String, _ read: (String) -> Value?) -> Value? {
        guard let place else { return nil }
        guard case .scalar(let scalar) = place.node, case .text(let text) = YAMLScalar(scalar),
            let value = read(text)
        else { return refuse(place.fault(mustBe: mustBe)) }
        return value
    }

    /// One of an enumeration's names.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ place: YAMLPlace?,
        of type: Choice.Type = Choice.self
    ) -> Choice? {
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return value(place, mustBe: "one of " + names) { Choice(rawValue: $0) }
    }

    /// An integer in a range.
    mutating func integer(_ place: YAMLPlace?, in range: ClosedRange<Int64>) -> Int64? {
        guard let place else { return nil }
        guard case .scalar(let scalar) = place.node, case .integer(let value) = YAMLScalar(scalar),
            range.contains(value)
        else {
            return refuse(
                place.fault(mustBe: "an integer from \(range.lowerBound) to \(range.upperBound)")
            )
        }
        return value
    }

    /// `true` or `false`.
    mutating func flag(_ place: YAMLPlace?) -> Bool? {
        guard let place else { return nil }
        guard case .scalar(let scalar) = place.node, case .bool(let value) = YAMLScalar(scalar) else {
            return refuse(place.fault(mustBe: "true or false"))
        }
        return value
    }
}
