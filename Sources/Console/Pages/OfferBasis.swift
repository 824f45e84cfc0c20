/// On which legal basis a child may be offered for good, as `transfer.offered` calls it.
enum OfferBasis: String, CaseIterable {
    case childProtection = "cp"
    case childInNeed = "cin"
    case lookedAfter = "lac"
    case earlyHelp = "early-help"

    var title: String {
        switch self {
        case .childProtection: "Child protection plan"
        case .childInNeed: "Child in need plan"
        case .lookedAfter: "Looked-after child"
        case .earlyHelp: "Early help"
        }
    }
}
