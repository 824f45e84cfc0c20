public import JSON
public import Topics

/// How one kind of export becomes events: which columns say what, in whose words.
///
/// Columns are the agency's own names, as in the first row of the export. Columns that nothing maps are ignored.
public struct Mapping: Sendable, Equatable {
    /// What is exported, for people.
    public var title: String
    /// What separates columns: `,`, `;` or a tab.
    public var delimiter: Character
    /// Columns without which a file is not this export.
    public var columns: [String]
    /// The ways in which dates may be written, tried in this order.
    public var dates: [DatePattern]
    /// The events, published in this order.
    public var events: [EventMapping]

    /// Creates a mapping.
    public init(
        title: String,
        delimiter: Character = ",",
        columns: [String] = [],
        dates: [DatePattern],
        events: [EventMapping]
    ) {
        self.title = title
        self.delimiter = delimiter
        self.columns = columns
        self.dates = dates
        self.events = events
    }

    /// Every column that must be in the first row, in order of mention.
    var columnsNeeded: [String] {
        var needed: [String] = []
        for name in columns + events.flatMap(\.columnsNeeded) where !needed.contains(name) {
            needed.append(name)
        }
        return needed
    }
}

/// How rows become events of one topic.
public struct EventMapping: Sendable, Equatable {
    /// The topic.
    public var topic: Topic
    /// Rows that agree in these columns are one event; none may be empty.
    public var groupBy: [String]
    /// Which rows speak of this topic; `nil` means all.
    public var only: RowFilter?
    /// The column that says when it happened, with a time or without; the latest of an event's rows counts.
    public var time: String
    /// The column that says when the agency recorded it, likewise.
    public var recorded: String?
    /// What the rows of an event must agree on, or leave empty.
    public var fields: [FieldRule]
    /// What each row adds to a list.
    public var lists: [ListMapping]

    /// Creates a mapping of a topic.
    public init(
        topic: Topic,
        groupBy: [String],
        only: RowFilter? = nil,
        time: String,
        recorded: String? = nil,
        fields: [FieldRule],
        lists: [ListMapping] = []
    ) {
        self.topic = topic
        self.groupBy = groupBy
        self.only = only
        self.time = time
        self.recorded = recorded
        self.fields = fields
        self.lists = lists
    }

    fileprivate var columnsNeeded: [String] {
        groupBy + (only.map { [$0.column] } ?? []) + [time] + (recorded.map { [$0] } ?? [])
            + fields.flatMap(\.columns)
            + lists.flatMap { list in (list.only.map { [$0.column] } ?? []) + list.fields.flatMap(\.columns) }
    }
}

/// How each row of an event becomes an element of a list in it, such as one of its people.
public struct ListMapping: Sendable, Equatable {
    /// The list in the payload.
    public var into: JSONPointer
    /// Which rows add to it; `nil` means all.
    public var only: RowFilter?
    /// The element's members; an element that is there already is not added again.
    public var fields: [FieldRule]

    /// Creates a mapping of a list.
    public init(into: JSONPointer, only: RowFilter? = nil, fields: [FieldRule]) {
        self.into = into
        self.only = only
        self.fields = fields
    }
}

/// Which rows are meant.
public struct RowFilter: Sendable, Equatable {
    /// The column that says it.
    public var column: String
    /// Its values, in any case; none means any that is not empty.
    public var values: [String]

    /// Creates a filter.
    public init(column: String, values: [String] = []) {
        self.column = column
        self.values = values
    }

    func admits(_ text: String) -> Bool {
        values.isEmpty ? !text.isEmpty : values.contains { $0.lowercased() == text.lowercased() }
    }
}
