import Foundation
import JSON

/// One thing measured, over all runs.
struct Figure {
    /// What one run gave, and its control in the same run.
    struct Sample {
        let value: Double
        let control: Double?

        var ratio: Double? { control.map { value / $0 } }
    }

    let name: String
    let unit: String
    var samples: [Sample] = []

    private var values: Distribution { Distribution(samples.map(\.value)) }
    private var control: Double? { Distribution(samples.compactMap(\.control)).median }
    private var ratio: Double? { Distribution(samples.compactMap(\.ratio)).median }

    var json: JSONValue {
        [
            "name": .string(name), "unit": .string(unit), "median": Self.json(values.median),
            "min": Self.json(values.least), "max": Self.json(values.greatest),
            "runs": .integer(Int64(samples.count)), "control": Self.json(control), "ratio": Self.json(ratio),
        ]
    }

    /// The columns of a table.
    var cells: [String] {
        [
            name, unit, Self.text(values.median), Self.text(values.least), Self.text(values.greatest),
            String(samples.count), Self.text(control), Self.text(ratio),
        ]
    }

    private static func json(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }

    private static func text(_ value: Double?) -> String {
        guard let value else { return "–" }
        return String(format: value >= 100 ? "%.0f" : "%.3f", value)
    }
}
