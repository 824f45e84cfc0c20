import BrokerClient
import Concerns
import JSON
import Settings
import Topics
import Vocabulary
import Wire

extension Play {
    /// How long people in the story take to answer when they do.
    private static let thought: Int64 = 10 * 60_000

    /// Whoever must answer does; at a step of silence nobody does until it has climbed.
    func answer(_ owed: [Owed], in step: StoryStep, since mark: Int) async throws {
        guard let silence = step.silence else {
            guard !owed.isEmpty else { return }
            try stage.move(to: stage.now.advanced(byMilliseconds: Self.thought))
            for one in owed { try await acknowledge(one, by: one.owner) }
            return
        }
        for moment in silence.until {
            try stage.move(to: moment)
            narrator.line("silence", "it is \(ShownTime.text(moment)), and nobody has answered", .alarm)
            try await climbed(owed, since: mark)
        }
        for one in owed { try await acknowledge(one, by: silence.answerer) }
    }

    /// Tells whom the broker asked next.
    private func climbed(_ owed: [Owed], since mark: Int) async throws {
        for one in owed {
            let casework = try stage.casework(one.authority)
            let (code, user, concern) = (one.authority.code, casework.user, one.concern)
            let seen = climbsTold[concern] ?? 0
            let letter = try await stage.mailroom.letter("the next rung for \(concern)", since: mark) {
                $0.authority == code && $0.user == user && $0.delivery.topic.text == "broker.escalated"
                    && Self.climb($0, of: concern).map { $0.rung > seen } ?? false
            }
            guard let climb = Self.climb(letter, of: concern) else { continue }
            climbsTold[concern] = climb.rung
            let name = climb.person.map { one.authority.name(of: $0) } ?? Self.called(climb.role)
            let due = climb.due.map { ", who must answer by " + ShownTime.text($0) } ?? ""
            narrator.line("climbed", "to \(name) (\(Self.called(climb.role)))\(due)", .alarm)
        }
    }

    private struct Climbed {
        let rung: Int64
        let role: String
        let person: StaffID?
        let due: Instant?
    }

    private static func climb(_ letter: Mailroom.Letter, of concern: MessageID) -> Climbed? {
        do {
            let data = try JSONDocument(parsing: letter.delivery.body).root["data"]
            guard let data, data["concern"]?.isString(concern.text) == true,
                let rung = data["rung"]?.integer, let role = data["role"]?.string
            else { return nil }
            return Climbed(
                rung: rung,
                role: role,
                person: data["person"]?.string.flatMap { StaffID($0) },
                due: data["due"]?.string.flatMap { Instant(rfc3339: $0) }
            )
        } catch {
            return nil
        }
    }

    /// A person answers, through her own agency's system.
    private func acknowledge(_ owed: Owed, by staff: StaffID) async throws {
        let authority = owed.authority
        let people = authority.file.agencies.flatMap(\.staff)
        let person = people.first { $0.id == staff }?.members?.first ?? staff
        guard let agency = person.agency, let topic = Topic("acknowledgement.made"),
            let system = stage.systems(of: agency, at: authority.code).first
        else { throw CommandFailure.refused("\(person): nobody's system speaks for them") }
        let id = Self.id("answer/\(authority.code)/\(owed.concern)/\(owed.caseID ?? "")/\(person)")
        var data: [JSONMember] = [
            JSONMember("concern", .string(owed.concern.text)), JSONMember("person", .string(person.text)),
            JSONMember("decision", "done"),
        ]
        if let caseID = owed.caseID { data.append(JSONMember("case", .string(caseID))) }
        let answer = try system.event(id, on: topic, at: stage.now, .object(data))
        ownIDs.insert(id)
        try await system.connection.submit([answer])
        _ = try await system.receipt(of: id)
        let team = person == staff ? "" : " for \(authority.name(of: staff))"
        narrator.line(
            "answered",
            "\(authority.name(of: person))\(team), \(ShownTime.text(stage.now)): done",
            .good
        )
    }
}
