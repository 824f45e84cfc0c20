public import JSON

/// Where one member of a payload comes from, and how its cell is read.
public struct FieldRule: Sendable, Equatable {
    /// Where a value comes from.
    public enum Source: Sendable, Equatable {
        /// Cells, joined by the separator without those that are empty.
        case columns([String], separator: String)
        /// The same for every row.
        case constant(JSONValue)
    }

    /// How the text of a cell is read.
    public enum Reading: Sendable, Equatable {
        /// As it is, without blanks at its ends.
        case text
        /// A day, in one of the mapping's ways to write it.
        case date
        /// A moment on London's clocks, in one of the mapping's ways to write it; a day alone means its beginning.
        case dateTime
        /// Decimal digits, perhaps with a sign.
        case integer
        /// Yes or no, Y or N, true or false, 1 or 0, in any case.
        case boolean
        /// The agency's codes, in any case, and what each means.
        case codes([Code])
        /// Something that a person is known by, added to the list at ``FieldRule/to``: `nhs` (the check digit is
        /// verified) or, with no scheme, the agency's own reference.
        case identifier(scheme: String?)
        /// A member of the agency's staff, by the reference in its register.
        case staff
    }

    /// One code of a list.
    public struct Code: Sendable, Equatable {
        /// What the agency writes.
        public var text: String
        /// What it means.
        public var value: JSONValue

        /// Creates a code.
        public init(_ text: String, _ value: JSONValue) {
            self.text = text
            self.value = value
        }
    }

    /// The member, from the payload or the element of a list.
    public var to: JSONPointer
    /// Where its value comes from.
    public var source: Source
    /// How it is read.
    public var reading: Reading
    /// Whether an empty cell is a fault.
    public var isRequired: Bool
    /// What an empty cell means; `nil` leaves the member out.
    public var whenEmpty: JSONValue?

    /// Creates a rule.
    public init(
        to: JSONPointer,
        from source: Source,
        reading: Reading = .text,
        isRequired: Bool = false,
        whenEmpty: JSONValue? = nil
    ) {
        self.to = to
        self.source = source
        self.reading = reading
        self.isRequired = isRequired
        self.whenEmpty = whenEmpty
    }

    var columns: [String] {
        switch source {
        case .columns(let names, _): names
        case .constant: []
        }
    }
}
