import Adapters
import JSON
import Settings

/// How one kind of export becomes events, as a YAML file; how it is written is told in `Configs/adapters/README.md`.
enum MappingFile {
    /// Reads a mapping alone.
    ///
    /// - Throws: every fault in it.
    static func mapping(at path: String) throws(SettingsFaults) -> Mapping {
        var reading = SettingsReading()
        let mapping = read(path, &reading)
        return try reading.result(mapping)
    }

    static func read(_ path: String, _ reading: inout SettingsReading) -> Mapping? {
        let file = reading.mapping(
            reading.open(path),
            required: ["title", "dates", "events"],
            optional: ["delimiter", "columns"]
        )
        let title = reading.text(file?["title"])
        let delimiter = reading.value(file?["delimiter"], mustBe: "one of , ; and a tab") { text in
            [",", ";", "\t"].contains(text) ? text.first : nil
        }
        let columns = names(file?["columns"], &reading)
        let dates = reading.list(file?["dates"], atLeast: 1).compactMap { place in
            reading.value(place, mustBe: "a way to write dates, such as dd/mm/yyyy hh:mm") { DatePattern($0) }
        }
        let events = reading.list(file?["events"], atLeast: 1).compactMap { event($0, &reading) }
        guard let title else { return nil }
        return Mapping(
            title: title,
            delimiter: delimiter ?? ",",
            columns: columns,
            dates: dates,
            events: events
        )
    }

    private static func event(_ place: SettingsPlace, _ reading: inout SettingsReading) -> EventMapping? {
        let event = reading.mapping(
            place,
            required: ["topic", "group-by", "time"],
            optional: ["only", "recorded", "fields", "lists"]
        )
        let topic = reading.topic(event?["topic"])
        let groupBy = names(event?["group-by"], &reading)
        let only = filter(event?["only"], &reading)
        let time = reading.text(event?["time"])
        let recorded = reading.text(event?["recorded"])
        let fields = reading.list(event?["fields"]).compactMap { FieldFile.read($0, &reading) }
        let lists = reading.list(event?["lists"]).compactMap { list($0, &reading) }
        guard let topic, let time else { return nil }
        return EventMapping(
            topic: topic,
            groupBy: groupBy,
            only: only,
            time: time,
            recorded: recorded,
            fields: fields,
            lists: lists
        )
    }

    private static func list(_ place: SettingsPlace, _ reading: inout SettingsReading) -> ListMapping? {
        let list = reading.mapping(place, required: ["into", "fields"], optional: ["only"])
        let into = FieldFile.pointer(list?["into"], &reading)
        let only = filter(list?["only"], &reading)
        let fields = reading.list(list?["fields"], atLeast: 1).compactMap { FieldFile.read($0, &reading) }
        return into.map { ListMapping(into: $0, only: only, fields: fields) }
    }

    private static func filter(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> RowFilter? {
        guard place != nil else { return nil }
        let filter = reading.mapping(place, required: ["column"], optional: ["is"])
        let column = reading.text(filter?["column"])
        let values = names(filter?["is"], &reading)
        return column.map { RowFilter(column: $0, values: values) }
    }

    private static func names(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> [String] {
        reading.list(place).compactMap { reading.text($0) }
    }
}
