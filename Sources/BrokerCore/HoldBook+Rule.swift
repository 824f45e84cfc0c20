extension HoldBook.Hold {
    /// The rule of `domain.md` by which it waits.
    var rule: String {
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
}
