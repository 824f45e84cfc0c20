public import JSON
public import Topics
public import Vocabulary

/// Reads further files of settings by the same rules and with the same faults as the broker's own.
///
///     var reading = SettingsReading()
///     let file = reading.mapping(reading.open(path), required: ["folder"], optional: ["title"])
///     let folder = reading.path(file?["folder"])
///     return try reading.result(folder.map { Watch(folder: $0) })
///
/// A reading of `nil` is `nil`: whatever made it so has left its fault already.
public struct SettingsReading {
    private var inspection = Inspection()

    /// Begins without faults.
    public init() {}

    /// Opens a file that holds one YAML document.
    public mutating func open(_ path: String) -> SettingsPlace? {
        YAMLFile.open(path, name: path, &inspection).map { SettingsPlace($0) }
    }

    /// Notes that something else must stand at a place; returns `nil` so that readings can return it.
    public mutating func refuse<Value>(_ place: SettingsPlace, was: String? = nil, mustBe: String) -> Value? {
        inspection.refuse(place.place.fault(was: was, mustBe: mustBe))
    }

    /// Notes the faults of other files.
    public mutating func note(_ faults: SettingsFaults) { inspection.note(faults) }

    /// Ends the reading: the value, if there was no fault.
    public func result<Value>(_ value: Value?) throws(SettingsFaults) -> Value {
        try inspection.result(value)
    }

    // MARK: Containers

    /// A mapping with these members and no others.
    public mutating func mapping(
        _ place: SettingsPlace?,
        required: [String],
        optional: [String] = []
    ) -> SettingsPlace? {
        inspection.mapping(place?.place, required: required, optional: optional).map { SettingsPlace($0) }
    }

    /// A mapping whose members have names of the file's own, in the order written.
    public mutating func entries(_ place: SettingsPlace?) -> [(name: String, place: SettingsPlace)] {
        inspection.entries(place?.place).map { ($0.name, SettingsPlace($0.place)) }
    }

    /// The elements of a list.
    public mutating func list(_ place: SettingsPlace?, atLeast least: Int = 0) -> [SettingsPlace] {
        inspection.list(place?.place, atLeast: least).map { SettingsPlace($0) }
    }

    // MARK: Scalars

    /// Text of at least one character.
    public mutating func text(_ place: SettingsPlace?) -> String? { inspection.text(place?.place) }

    /// Text that `read` understands.
    public mutating func value<Value>(
        _ place: SettingsPlace?,
        mustBe: String,
        _ read: (String) -> Value?
    ) -> Value? {
        inspection.value(place?.place, mustBe: mustBe, read)
    }

    /// An integer in a range.
    public mutating func integer(_ place: SettingsPlace?, in range: ClosedRange<Int64>) -> Int64? {
        inspection.integer(place?.place, in: range)
    }

    /// `true` or `false`.
    public mutating func flag(_ place: SettingsPlace?) -> Bool? { inspection.flag(place?.place) }

    /// Any value, as the JSON that it stands for.
    public mutating func json(_ place: SettingsPlace?) -> JSONValue? { inspection.json(place?.place) }

    // MARK: Terms

    /// A path, relative to the folder of the file that names it.
    public mutating func path(_ place: SettingsPlace?) -> String? { inspection.path(place?.place) }

    /// An authority's code.
    public mutating func authority(_ place: SettingsPlace?) -> AuthorityCode? {
        inspection.authority(place?.place)
    }

    /// Where to connect, `tcp://<address>:<port>`.
    public mutating func endpoint(_ place: SettingsPlace?) -> String? { inspection.endpoint(place?.place) }

    /// A public CURVE key in Z85.
    public mutating func publicKey(_ place: SettingsPlace?) -> String? { inspection.publicKey(place?.place) }

    /// A topic.
    public mutating func topic(_ place: SettingsPlace?) -> Topic? {
        inspection.value(place?.place, mustBe: "a topic such as police.arrest") { Topic($0) }
    }
}
