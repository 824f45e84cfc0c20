public import Vocabulary

extension HoldBook.Hold {
    /// The rule of `domain.md` by which it waits.
    public var rule: String {
        switch change {
        case "referral.decided": "N17"
        case "police.intelligence": "N02"
        case "health.discharge": "N86"
        case "substance.programme-stopped": "F69"
        case "challenge.resolved": "N30"
        case "death.adult": "N24"
        case "death.child", "incident.serious": "N92"
        default: "P15"
        }
    }

    /// Who may let it come about all the same, in order.
    ///
    /// What the police hold back is theirs to decide (N02), and a manager does not override the end of a case that a
    /// manager asked for (F62).
    public var overriders: [Role] {
        switch change {
        case "police.intelligence": [.publicProtection]
        case "casefile.closed", "plan.closed": [.headOfService]
        default: [.headOfService, .teamManager]
        }
    }
}
