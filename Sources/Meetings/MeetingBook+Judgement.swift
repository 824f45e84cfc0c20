public import Vocabulary

extension MeetingBook {
    /// Whom to ask to a meeting, in order; see ``MeetingRules/invitations(type:active:includesPolice:)``.
    public func invitations(type: String, active: [Role], includesPolice: Bool) -> [Role] {
        rules.invitations(type: type, active: active, includesPolice: includesPolice)
    }

    /// What is wrong with a meeting as it was convened (`present` is `nil`) or held; see ``MeetingRules``.
    ///
    /// Reports count whether this concern names them or they came before, for the meeting that `convened` names.
    public func judgement(
        type: String,
        present: [Role]?,
        invited: [Role],
        reports: [Role] = [],
        convened: ConvenedMeeting? = nil,
        organiser: Role?,
        active: [Role],
        includesPolice: Bool
    ) -> MeetingJudgement {
        rules.judgement(
            type: type,
            present: present,
            invited: invited + (convened?.invited ?? []),
            reports: reports + (convened?.reports ?? []),
            organiser: organiser,
            active: active,
            includesPolice: includesPolice
        )
    }
}
