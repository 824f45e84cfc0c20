import Concerns
import Escalation
import JSON
import Routing
import Topics
public import Vocabulary
import Wire

/// In an emergency somebody who is not on a case reads it, with a reason, for a while, and the lead knows at once.
extension BrokerMachine {
    private static let breakGlassTopic = "access.break-glass"

    /// Refuses what names nobody of the publisher's own, or ends before it begins.
    ///
    /// Whether there is such a case is not answered here: whoever asks is told the same for every name.
    func checkOpening(by concern: Concern, from user: UserID, at now: Instant) throws(WireRefusal) {
        guard concern.topic.text == Self.breakGlassTopic else { return }
        let person = concern.data["person"]?.string.flatMap { StaffID($0) }
        guard let staff = person.flatMap({ state.register.staff($0) }), staff.agency == user.agency,
            staff.isThere(on: LondonTime.date(of: now))
        else {
            throw WireRefusal(
                .forbidden,
                "person: must be staff that the register places in the publisher's agency",
                field: "/data/person"
            )
        }
        guard let until = concern.data["until"]?.string else { return }
        guard let instant = Instant(rfc3339: until), instant > now else {
            throw WireRefusal(
                .schema,
                "until: must be a date-time with its offset that is still to come",
                field: "/data/until"
            )
        }
    }

    /// Opens the case to the publisher's system for as long as it says, and never for longer than is allowed.
    ///
    /// A case that is restricted to people by name stays shut; whom the topic always tells hears of the attempt.
    mutating func openByBreakingGlass(_ concern: Concern, in draft: inout Draft) {
        guard draft.topic.text == Self.breakGlassTopic,
            let id = concern.data["case"]?.string.flatMap({ CaseID($0) }),
            let person = concern.data["person"]?.string.flatMap({ StaffID($0) }),
            let file = state.casebook.file(id)
        else { return }
        let (now, user, entry) = (draft.accepted, draft.publisher, draft.sequence)
        guard file.restriction == nil else {
            draft.store(state.record { $0.keptShut(id, from: user, for: person) })
            return
        }
        let asked = concern.data["until"]?.string.flatMap { Instant(rfc3339: $0) }
        let limits = policy.ladders.breakGlass
        let usual = limits.usual.end(after: now, on: policy.calendar)
        let longest = limits.longest.end(after: now, on: policy.calendar)
        let opening = SharingBook.Opening(
            caseID: id,
            user: user,
            person: person,
            entry: entry,
            at: now,
            until: min(asked ?? usual, longest)
        )
        draft.store(state.record { $0.opened(opening) })
    }

    /// Whether a system may read a case only because somebody broke the glass: never one that is restricted by now.
    public func isBrokenOpen(_ id: CaseID, to user: UserID, at now: Instant) -> Bool {
        guard let file = state.casebook.file(id), file.restriction == nil else { return false }
        return state.sharing.isOpen(id, to: user, at: max(now, state.lastAccepted))
    }

    /// Whether addresses are kept from a system that reads a case although nobody of its agency was told of it: whoever
    /// routing would have kept them from is not known then.
    func keepsAddresses(of id: CaseID, from user: UserID) -> Bool {
        guard let file = state.casebook.file(id), hasProtectedHousehold(id),
            !state.register.seesAllCases(user)
        else { return false }
        return !file.allocations.contains { state.register.agency(of: $0.staff) == user.agency }
    }
}
