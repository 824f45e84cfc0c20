import JSON
public import Topics
public import Vocabulary

/// What would become of each row of an export, for whoever tries a mapping; it shows content, and nothing is published.
public struct ExportPreview: Sendable, Equatable {
    /// What a row would become.
    public enum Verdict: Sendable, Equatable {
        /// An event of that topic, this being its first row; the JSON is its data.
        case event(Topic, data: String)
        /// Part of the event that began in that row.
        case joins(Topic, row: Int)
        /// Nothing, because of this.
        case fault(String)
    }

    /// A row, as a spreadsheet counts, or a line, and one thing that would become of it.
    public struct Row: Sendable, Equatable {
        /// Its number; 0 is the file as a whole.
        public let number: Int
        /// What would become of it.
        public let verdict: Verdict
    }

    /// How it is written, which is how its rows are called.
    public let form: ExportForm
    /// In order of rows.
    public let rows: [Row]
    /// How many events would be published: none if anything is wrong.
    public let events: Int
    /// How many things are wrong.
    public let faults: Int

    /// Reads an export by a mapping, as the drop folder would.
    public init(
        of bytes: [UInt8],
        as form: ExportForm = .table,
        by mapping: Mapping,
        agency: AgencyID,
        catalogue: Catalogue?
    ) {
        let mapper = ExportMapper(mapping: mapping, agency: agency, catalogue: catalogue)
        var rows: [Row] = []
        var events = 0
        for verdict in mapper.verdicts(of: bytes, as: form) {
            switch verdict {
            case .fault(let fault):
                rows.append(Row(number: fault.row, verdict: .fault(fault.line(in: form))))
            case .event(let event, let numbers):
                events += 1
                for (place, number) in numbers.enumerated() {
                    let data = String(decoding: event.data.serialized(), as: UTF8.self)
                    rows.append(
                        Row(
                            number: number,
                            verdict: place == 0
                                ? .event(event.topic, data: data) : .joins(event.topic, row: numbers[0])
                        )
                    )
                }
            }
        }
        self.form = form
        // One row may say several things; they stay in the mapping's order.
        self.rows = rows.enumerated().sorted { ($0.1.number, $0.0) < ($1.1.number, $1.0) }.map(\.1)
        faults = rows.count { if case .fault = $0.verdict { true } else { false } }
        self.events = faults == 0 ? events : 0
    }
}
