import BrokerCore
import Foundation
import JSON
import Routing
import Topics
import Vocabulary

/// The partnership of a story: its agencies, the system and the person behind each role, the family and its one case.
struct ScriptWorld {
    /// Who keeps the registers and answers for everybody.
    static let desk = "desk"
    static let caseID = "C-1"
    static let household = "H-1"

    let cast: ScriptCast
    /// The agency that each role is first heard from, and social care for the others.
    private(set) var agencies: [Role: AgencyID]
    /// Everybody who speaks.
    private let speakers: [Script.Speaker]

    init(_ script: Script) throws {
        cast = script.cast
        var speakers: [Script.Speaker] = []
        for line in script.lines {
            if let speaker = line.speaker, !speakers.contains(speaker) { speakers.append(speaker) }
        }
        self.speakers = speakers
        agencies = Dictionary(speakers.map { ($0.role, $0.agency) }) { first, _ in first }
    }

    /// The authority's own agency.
    var socialCare: AgencyID { agency("social-care") }

    /// The agency in which the role's person works now.
    func agency(of role: Role) -> AgencyID { agencies[role] ?? socialCare }

    /// From here on the role is that agency's.
    mutating func move(_ role: Role, to agency: AgencyID) { agencies[role] = agency }

    /// The one person or team that a role stands for.
    static func staff(_ role: Role) -> StaffID { identifier("story/\(role)") }

    /// The system that keeps an agency's affairs.
    func desk(of agency: AgencyID) -> UserID { identifier("\(agency)/\(Self.desk)") }

    // MARK: Who is who

    /// What the configuration of such a partnership says.
    var register: [Register.Fact] {
        var facts: [Register.Fact] = []
        let everywhere = Set(speakers.map(\.agency) + [socialCare]).sorted()
        for agency in everywhere {
            facts.append(.agencyRecorded(agency))
            facts.append(.keyRecorded(key(desk(of: agency), roles: Self.everyRole, cases: .all)))
        }
        for speaker in speakers {
            guard let user = speaker.user else { continue }
            facts.append(.keyRecorded(key(user, roles: [speaker.role], cases: .involved)))
        }
        for role in Self.everyRole where role != .leadProfessional {
            facts.append(.staffRecorded(member(role)))
        }
        return facts
    }

    /// Every role of the partnership and its twin in the authority that receives.
    private static let everyRole = Role.codes.flatMap { [Role($0), Role("R-\($0)")] }.compactMap(\.self)
        .sorted()

    private func member(_ role: Role) -> StaffMember {
        StaffMember(
            id: Self.staff(role),
            agency: agency(of: role),
            roles: [role],
            kind: .person,
            isQualified: role == .socialCareWorker ? false : nil
        )
    }

    private func key(_ user: UserID, roles: [Role], cases: SystemKey.Reach) -> SystemKey {
        let everything: [TopicPattern] = [TopicPattern(">")].compactMap(\.self)
        return SystemKey(
            key: identifier("key:\(user)"),
            user: user,
            status: .active,
            roles: roles,
            publishes: everything,
            sees: everything,
            cases: cases
        )
    }

    // MARK: How it begins

    /// What is said before the first line: the family, its home, the case, who works on it, and the declared windows.
    func beginning(on date: CivilDate) -> [(topic: String, data: JSONValue)] {
        let roles = cast.initialRoles.sorted()
        return cast.people.map { ("register.person", Self.record($0)) }
            + [("register.household", home), ("casefile.opened", opening(on: date))]
            + roles.map { ("allocation.made", allocation(of: $0, on: date)) }
            + cast.windows.map { ("risk.window-declared", Self.declaration(of: $0)) }
    }

    /// Somebody of the family, as every message names them.
    func person(_ ref: String) -> ScriptCast.Person {
        cast.people.first { $0.ref == ref } ?? ScriptCast.Person(ref: ref, born: nil, nhs: nil)
    }

    /// What a person is known by.
    static func identifiers(of person: ScriptCast.Person) -> JSONValue {
        let id: JSONValue =
            person.nhs.map { ["scheme": "nhs", "value": .string($0)] }
            ?? ["scheme": "story", "value": .string("person-\(person.ref.asOneWord)")]
        return [id]
    }

    /// What the story calls somebody whom the broker knows.
    func reference(of person: Person) -> String? {
        let values = person.identifiers.map(\.identifier.value.text)
        for known in cast.people where known.nhs.map(values.contains) ?? false { return known.ref }
        let word = values.first { $0.hasPrefix("person-") }?.dropFirst("person-".count)
        return word.map { $0.removingPercentEncoding ?? String($0) }
    }

    private static func record(_ person: ScriptCast.Person) -> JSONValue {
        var members = [JSONMember("identifiers", identifiers(of: person))]
        if let born = person.born { members.append(JSONMember("born", .string(born.iso8601))) }
        return .object(members)
    }

    private var home: JSONValue {
        let children: [JSONValue] = [["identifiers": Self.identifiers(of: person("C")), "relation": "child"]]
        let carers: [JSONValue] = cast.carers.map {
            ["identifiers": Self.identifiers(of: person($0)), "relation": "parent"]
        }
        return ["household": .string(Self.household), "members": .array(children + carers)]
    }

    private func opening(on date: CivilDate) -> JSONValue {
        [
            "case": .string(Self.caseID), "children": [["identifiers": Self.identifiers(of: person("C"))]],
            "household": .string(Self.household), "known-to-social-care": false,
            "opened": .string(date.iso8601),
        ]
    }

    private func allocation(of role: Role, on date: CivilDate) -> JSONValue {
        [
            "case": .string(Self.caseID), "staff": .string(Self.staff(role).text), "role": .string(role.code),
            "from": .string(date.iso8601),
        ]
    }

    private static func declaration(of window: ScriptCast.Window) -> JSONValue {
        [
            "case": .string(caseID), "name": .string(window.name), "from": .string(window.from.iso8601),
            "to": .string(window.to.iso8601),
        ]
    }

    /// The role's person now works in that agency.
    func employment(of role: Role) -> JSONValue {
        [
            "staff": .string(Self.staff(role).text), "agency": .string(agency(of: role).text),
            "name": .string(role.code), "roles": [.string(role.code)],
        ]
    }

    private func agency(_ text: String) -> AgencyID { identifier(text) }
}

extension String {
    /// Without what an identifier may not hold, such as the space of `foster carer`.
    fileprivate var asOneWord: String {
        addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? self
    }
}

/// A name that we make ourselves and that is therefore one.
func identifier<Kind>(_ text: String) -> Identifier<Kind> {
    guard let identifier = Identifier<Kind>(text) else { preconditionFailure("no identifier: \(text)") }
    return identifier
}
