import Vocabulary

extension MeetingRules {
    /// Nothing is asked of any meeting.
    public static let none: MeetingRules = {
        guard let police = Role("PPU") else { preconditionFailure("a role of domain.md 5.2") }
        return MeetingRules(
            types: [],
            other: MeetingType(code: "", title: ""),
            agencies: [],
            neverAsked: [],
            areTwinsAsked: false,
            police: police
        )
    }()
}
