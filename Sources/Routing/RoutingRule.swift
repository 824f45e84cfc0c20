/// Why somebody is told, or is not: the codes that deliveries, the ledger and `explain` carry.
public enum RoutingRule: String, Hashable, Sendable, CaseIterable {
    // MARK: Told
    /// Holds the case, qualified.
    case leadProfessional = "lead-professional"
    /// Holds the case without being qualified.
    case unqualifiedLead = "unqualified-lead"
    /// Stands in for whoever holds the case and is away.
    case cover
    /// Answers because nobody holds the case.
    case dutyUnallocated = "duty-unallocated"
    /// Answers because nobody holds the case and there is no duty team.
    case managerUnallocated = "manager-unallocated"
    /// Answers because nobody below is there.
    case headOfServiceUnallocated = "head-of-service-unallocated"
    /// Is added because the lead is below an allocated social worker.
    case managerAdded = "team-manager-added"
    /// Is told by the topic's policy.
    case teamManager = "team-manager"
    /// Works on the case in a role that the topic's policy names.
    case activeOnCase = "active-on-case"
    /// Works with the household, as does whoever they are introduced to.
    case introduced
    /// Worked on the case until it was closed, and nobody has ended their part.
    case formerly
    /// Is told of such a topic whether or not they work on the case.
    case always
    /// Sees most of a case that social care does not know yet.
    case mostInvolved = "most-involved"
    /// Must decide whether it may be shared, before anybody else learns of it.
    case decidesSharing = "decides-sharing"
    /// Screens what is about nobody with an open case.
    case frontDoor = "front-door"
    /// Screens because there is no front door.
    case frontDoorDuty = "front-door-duty"
    /// Screens because there is neither front door nor duty team.
    case frontDoorHeadOfService = "front-door-head-of-service"
    /// Is on duty while the office is shut and a child may be unsafe.
    case outOfHours = "out-of-hours"

    /// Is next, because nobody below answered in time.
    case escalated
    /// Said it, and nobody answered.
    case unanswered
    /// Said or decided what somebody disagrees with, or leads on a case about which somebody disagrees.
    case challenged
    /// Disagrees, and hears of every stage.
    case challenger
    /// Is named by somebody whose it was not, or is next above them.
    case passedOn = "passed-on"

    /// Is to know of a pattern or a clock that ran out.
    case advised

    /// Had what is taken back.
    case recalled
    /// Had what is corrected.
    case corrected
    /// They asked without names, and this is the answer.
    case asked

    // MARK: Not told
    /// Said it themselves.
    case publisher
    /// The topic's policy does not tell this role.
    case notInPolicy = "not-in-policy"
    /// The case is restricted to people of whom this is none.
    case restricted
    /// The household's address is protected from them or from whom they work with.
    case protectedAddress = "protected-address"
    /// Police have not decided yet whether it may be shared.
    case sharingUndecided = "sharing-undecided"
    /// The register knows nobody in the role.
    case nobodyInRole = "nobody-in-role"

    /// Whether somebody is told for working with the family alone, and not for having to answer or act.
    var isForWorking: Bool { self == .activeOnCase || self == .introduced || self == .formerly }

    /// The rule in words, to follow "because".
    public var sentence: String {
        switch self {
        case .leadProfessional: "they are the allocated social worker"
        case .unqualifiedLead: "they hold the case, though not qualified"
        case .cover: "they stand in for whoever holds the case and is away"
        case .dutyUnallocated: "nobody holds the case, so the duty team answers"
        case .managerUnallocated: "nobody holds the case and there is no duty team, so the manager answers"
        case .headOfServiceUnallocated: "nobody below is there, so the head of service answers"
        case .managerAdded: "the case has no qualified lead, so the manager is told as well"
        case .teamManager: "the topic's policy tells the team manager"
        case .activeOnCase: "they work on the case in a role that the topic's policy names"
        case .introduced: "they work with this household and are told who else does"
        case .formerly: "they worked on the case until it was closed, and the family is spoken of again"
        case .always: "the topic's policy tells this role on every case"
        case .mostInvolved: "social care does not know the case, and they see most of it"
        case .decidesSharing: "they decide whether it may be shared"
        case .frontDoor: "nobody it is about has an open case, so the front door screens it"
        case .frontDoorDuty: "there is no front door, so the duty team screens it"
        case .frontDoorHeadOfService:
            "there is neither front door nor duty team, so the head of service screens it"
        case .outOfHours: "the office is shut and a child may be unsafe"
        case .escalated: "nobody below answered in time"
        case .advised: "the partnership's rules tell them of it"
        case .recalled: "they had what is taken back"
        case .corrected: "they had what is corrected"
        case .unanswered: "they said it, and nobody answered in time"
        case .challenged: "somebody disagrees with what they said or decided"
        case .challenger: "they raised the challenge"
        case .passedOn: "whoever was asked said that it is not theirs"
        case .asked: "they asked"
        case .publisher: "they said it themselves"
        case .notInPolicy: "the topic's policy does not tell this role"
        case .restricted: "the case is restricted to others"
        case .protectedAddress: "the household's address is protected from them or from whom they work with"
        case .sharingUndecided: "police have not decided yet whether it may be shared"
        case .nobodyInRole: "the register knows nobody in this role"
        }
    }
}
