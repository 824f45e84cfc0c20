import Foundation
import JSON

/// Everything measured so far, in the order in which it was first measured.
struct FigureList {
    private(set) var figures: [Figure] = []

    /// Adds a run's value to its figure.
    mutating func add(_ name: String, _ unit: String, _ value: Double, control: Double? = nil) {
        let place = figures.firstIndex { $0.name == name } ?? figures.count
        if place == figures.count { figures.append(Figure(name: name, unit: unit)) }
        figures[place].samples.append(Figure.Sample(value: value, control: control))
    }

    var json: JSONValue { ["figures": .array(figures.map(\.json))] }

    /// One line a figure.
    var table: String {
        let head = ["", "unit", "median", "min", "max", "runs", "control", "ratio"]
        let rows = [head] + figures.map(\.cells)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].count)
                return column < 2 ? row[column] + blanks : blanks + row[column]
            }
            .joined(separator: "  ")
        }
        .joined(separator: "\n")
    }
}
