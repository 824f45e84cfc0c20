import Transfer
import Vocabulary

/// A child, or a group of siblings, whose responsibility moves.
struct SimulatedChild: Sendable {
    let number: Int
    let lineage: LineageID
    /// The broker at which the lineage begins.
    let origin: Int
    /// The NHS number of each sibling.
    let numbers: [String]
    /// How many moves were notified.
    var moves = 0
    /// Where somebody last said that the child died, or nowhere.
    var hasDied = false

    init(_ number: Int, origin: Int, siblings: Int) {
        self.number = number
        self.origin = origin
        lineage = named("L-\(number)")
        var numbers: [String] = []
        var candidate = 999_100_000 + number * 1_000
        while numbers.count < siblings {
            candidate += 1
            if let digit = Self.checkDigit(candidate) { numbers.append("\(candidate)\(digit)") }
        }
        self.numbers = numbers
    }

    /// The tenth digit of an NHS number, or `nil` if these nine have none.
    private static func checkDigit(_ nine: Int) -> Int? {
        var (sum, rest) = (0, nine)
        for weight in 2...10 {
            sum += rest % 10 * weight
            rest /= 10
        }
        let digit = 11 - sum % 11
        return digit == 10 ? nil : digit % 11
    }

    /// The case of one sibling at a broker.
    func caseID(at broker: Int, sibling: Int = 0) -> CaseID { named("C-\(number)-\(sibling)-at-\(broker)") }

    /// The members as a broker names them.
    func members(at broker: Int) -> [TransferMember] {
        numbers.indices.map { sibling in
            TransferMember(
                case: caseID(at: broker, sibling: sibling),
                identifiers: [.init(scheme: "nhs", value: numbers[sibling])]
            )
        }
    }
}

/// An identifier that the simulation itself makes.
func named<Kind>(_ text: String) -> Identifier<Kind> {
    guard let identifier = Identifier<Kind>(text) else { preconditionFailure("no identifier: \(text)") }
    return identifier
}
