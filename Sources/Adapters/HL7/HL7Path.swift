/// Where something stands in a message: `PID-7`, `SCH-11.4`, `PID-3[5=NH].1`, `PID-5.1.2`.
///
/// In brackets is which repetitions are meant: those whose component of that number is one of the values, divided by `/`.
/// Without a component the first is meant.
public struct HL7Path: Sendable, Hashable {
    let segment: String
    let field: Int
    let selector: Selector?
    let component: Int
    let subcomponent: Int

    struct Selector: Sendable, Hashable {
        let component: Int
        let values: [String]
    }

    /// Reads a path; `nil` unless it is written so.
    public init?(_ text: String) {
        guard
            let match = text.wholeMatch(
                of:
                    /([A-Z][A-Z0-9]{2})-([1-9][0-9]?)(?:\[([1-9][0-9]?)=([^\]]+)\])?(?:\.([1-9][0-9]?))?(?:\.([1-9][0-9]?))?/
            ),
            let field = Int(match.2)
        else { return nil }
        segment = String(match.1)
        self.field = field
        if let place = match.3.flatMap({ Int($0) }), let values = match.4 {
            selector = Selector(component: place, values: values.split(separator: "/").map(String.init))
        } else {
            selector = nil
        }
        component = match.5.flatMap { Int($0) } ?? 1
        subcomponent = match.6.flatMap { Int($0) } ?? 1
    }
}
