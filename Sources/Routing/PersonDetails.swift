public import Vocabulary

/// What somebody said of a person when they recorded them; what is not said stays as it was.
public struct PersonDetails: Hashable, Sendable {
    /// Date of birth.
    public var born: CivilDate?
    /// Expected date of birth.
    public var due: CivilDate?
    /// Date of death.
    public var died: CivilDate?
    /// The mother of an unborn child.
    public var mother: PersonID?
    /// Whether the child is not born yet.
    public var isUnborn: Bool

    /// Creates details.
    public init(
        born: CivilDate? = nil,
        due: CivilDate? = nil,
        died: CivilDate? = nil,
        mother: PersonID? = nil,
        isUnborn: Bool = false
    ) {
        self.born = born
        self.due = due
        self.died = died
        self.mother = mother
        self.isUnborn = isUnborn
    }

    /// The person as these details leave them.
    func person(_ id: PersonID, _ before: Person?, _ identifiers: [HeldIdentifier]) -> Person {
        Person(
            id: id,
            born: born ?? before?.born,
            due: due ?? before?.due,
            died: died ?? before?.died,
            mother: before?.mother ?? mother,
            isUnborn: before?.isUnborn == true || isUnborn,
            identifiers: identifiers
        )
    }
}
