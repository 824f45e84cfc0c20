import JSON
import Patterns
import Topics
import Vocabulary

/// What a topic's own members say of patterns, for systems that do not also say it in `observed`.
extension Testimony {
    mutating func readOwnWords() {
        switch topic.area {
        case "home", "family", "housing": readHome()
        case "police", "emergency": readIncident()
        default: readCare()
        }
        if observed == nil { readMissed() }
    }

    private mutating func readHome() {
        switch topic.text {
        case "home.visit-completed":
            // Who does not say which rooms they saw says nothing about where the child sleeps.
            let rooms = (data["rooms-seen"].map { Array($0.elements) } ?? []).compactMap(\.string)
            let sleeping = ["sleeping-place", "childs-bedroom"]
            if !rooms.isEmpty { add(.sleepingPlace(isSeen: rooms.contains(where: sleeping.contains))) }
        case "home.observation":
            let kind = data["kind"]?.string ?? ""
            if ["drug-odour", "paraphernalia"].contains(kind) { add(.hazard(kind: kind)) }
        case "family.relationship-conflict":
            if data["seen"]?.bool == true, !hasIncident { add(.incident(.observed)) }
        case "family.address-changed":
            if data["crosses-boundary"]?.bool == true { raise(.authorityChanged) }
        case "housing.placement-out-of-area":
            if data["from-authority"]?.string != data["to-authority"]?.string { raise(.authorityChanged) }
        default: break  // The others say nothing of their own.
        }
    }

    private mutating func readIncident() {
        switch topic.text {
        case "emergency.call":
            guard data["domestic"]?.bool == true, !hasIncident else { return }
            add(.incident(data["child-harmed"]?.bool == true ? .injury : .police))
        case "police.arrest":
            let care = data["child-care"]?.string ?? ""
            if data["main-carer"]?.bool == true, ["alone", "unknown"].contains(care) {
                raise(.careUnassessed)
            }
        default: break
        }
    }

    private mutating func readCare() {
        switch topic.text {
        case "substance.pickup-missed":
            guard let person, observed?["missed-days"] == nil, let days = data["days"]?.integer else {
                return
            }
            add(.missedDoses(person, days: Int(days)))
        case "substance.disclosure":
            if observed == nil, let person { add(.use(person)) }
        case "safety.storage-check":
            guard observed?["storage-check"] == nil, let result = data["result"]?.string else { return }
            add(.storageCheck(isDone: result == "safe"))
        case "treatment.discharge-planned":
            if data["called-unsafe"]?.bool == true, data["housing-plan"]?.string == "none" {
                raise(.unsafeDischarge)
            }
        case "referral.closed":
            if data["seen"]?.integer == 0 { raise(.closedWithoutContact) }
        case "assessment.deferred":
            if data["consent"]?.bool == false { raise(.deferredWithoutConsent) }
        default: break
        }
    }

    /// Contacts that did not take place, where the topic is about nothing else.
    private mutating func readMissed() {
        let said = data["status"]?.string ?? ""
        let status = MissedStatus(rawValue: said) ?? .missed
        switch topic.text {
        case "substance.appointment-missed", "health.appointment-missed", "substance.pickup-missed":
            if let person { add(.missed(person, status)) }
        case "home.no-access": add(.missed(nil, .noAccess))
        case "health.was-not-brought": add(.missed(nil, status))
        default: break
        }
    }

    private var hasIncident: Bool {
        signals.contains { if case .incident = $0 { true } else { false } }
    }
}
