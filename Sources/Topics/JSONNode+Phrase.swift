import JSON

extension JSONNode {
    /// A fault at this value.
    func misfit(_ mustBe: String) -> PayloadFault {
        PayloadFault(pointer: .root, was: phrase, mustBe: mustBe)
    }

    /// What the value is, without its content.
    var phrase: String {
        switch kind {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string of \(string?.unicodeScalars.count ?? 0) characters"
        case .array: "an array of \(count) elements"
        case .object: "an object of \(count) members"
        }
    }

    /// Whether the value is this scalar; strings agree by bytes, and an integer only with an integer.
    func isScalar(_ scalar: JSONValue) -> Bool {
        switch scalar {
        case .null: isNull
        case .bool(let value): bool == value
        case .integer(let value): integer == value
        case .number(let value): kind == .number && number == value
        case .string(let text): isString(text)
        case .array, .object: false
        }
    }
}

extension ClosedRange<Int> {
    /// The range as part of what something must be: `an array of 1 to 40 elements`.
    func phrase(_ noun: String, of unit: String) -> String {
        if upperBound == .max { return lowerBound == 0 ? noun : "\(noun) of at least \(lowerBound) \(unit)" }
        if lowerBound == 0 { return "\(noun) of at most \(upperBound) \(unit)" }
        return lowerBound == upperBound
            ? "\(noun) of \(lowerBound) \(unit)" : "\(noun) of \(lowerBound) to \(upperBound) \(unit)"
    }
}

extension ClosedRange<Int64> {
    /// The range as part of what something must be.
    func phrase(_ noun: String) -> String {
        switch (lowerBound == .min, upperBound == .max) {
        case (true, true): noun
        case (true, false): "\(noun) of at most \(upperBound)"
        case (false, true): "\(noun) of at least \(lowerBound)"
        case (false, false): "\(noun) from \(lowerBound) to \(upperBound)"
        }
    }
}

extension ClosedRange<Double> {
    /// The range as part of what something must be.
    func phrase(_ noun: String) -> String {
        switch (lowerBound == -.infinity, upperBound == .infinity) {
        case (true, true): noun
        case (true, false): "\(noun) of at most \(upperBound)"
        case (false, true): "\(noun) of at least \(lowerBound)"
        case (false, false): "\(noun) from \(lowerBound) to \(upperBound)"
        }
    }
}
