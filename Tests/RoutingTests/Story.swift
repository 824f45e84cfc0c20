import Foundation
import JSON
import Routing
import TestSupport
import Topics
import Vocabulary

/// One of the stories under `Tests/Scenarios/stories`, played to register, casebook and router line by line.
struct Story {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
    private static let caseID = RoutingTests.caseID("C-1")
    private static let people = ["C": person("P-1-0"), "M": person("P-1-1"), "F": person("P-1-2")]

    private let meta: JSONNode
    /// The lines that are published, so without the ticks.
    let lines: [JSONNode]
    var register = Register()
    var casebook = Casebook()
    private let router = SubscriptionRouter(calendar: england)

    init(_ name: String) throws {
        let text = try String(
            contentsOfFile: Self.root + "Tests/Scenarios/stories/\(name).jsonl",
            encoding: .utf8
        )
        let nodes = try text.split(separator: "\n").map { try JSONDocument(parsing: Array($0.utf8)).root }
        guard let meta = nodes.first?["meta"] else { preconditionFailure("\(name) has no meta line") }
        self.meta = meta
        lines = nodes.dropFirst().filter { $0["topic"]?.string != "clock.tick" }
        try settle()
    }

    /// Everybody is on the register under their role's code; the case is open, and social care does not know it.
    private mutating func settle() throws {
        for code in Role.codes + ["R-MASH", "R-TM", "R-HV", "R-CPC"] {
            let roles = [Role(code)].compactMap(\.self)
            let record = StaffMember(id: staff(code), agency: agency(code), roles: roles, kind: .person)
            _ = register.staffRecorded(record)
        }
        for described in meta["people"]?.elements.map({ $0 }) ?? [] {
            guard let id = Self.people[described["ref"]?.string ?? ""] else { continue }
            let born = date(described["dob"]?.string ?? "")
            _ = register.personRecorded([nhs(described["nhs"]?.string ?? "")], born: born, as: id)
        }
        let child = Self.people["C"].map { [$0] } ?? []
        _ = casebook.opened(
            Self.caseID,
            children: child,
            legalBasis: nil,
            team: nil,
            isKnown: false,
            at: at("2009-01-01T10:00:00Z")
        )
        for code in Self.texts(meta["initial_roles"]) { try join(code, at: at("2009-01-01T10:00:00Z")) }
    }

    /// Plays a line: what it changes before routing, whom it tells, what it changes afterwards.
    mutating func play(_ line: JSONNode, _ definition: TopicDefinition) throws -> CaseRouting? {
        let now = Self.instant(line)
        let attributes = line["attrs"]
        for code in Self.texts(attributes?["join"]) { try join(code, at: now) }
        if let holder = attributes?["holder"]?.string { try hold(holder, at: now) }
        if line["topic"]?.string == "referral.submitted" {
            _ = try casebook.becameKnown(Self.caseID, at: now)
        }
        let decision = router.route(matter(of: line, definition, at: now), in: register, casebook)
        for code in Self.texts(attributes?["leave"]) {
            _ = try casebook.allocationEnded(Self.caseID, staff: staff(code), at: now)
        }
        return decision.routings.first { $0.caseID == Self.caseID }
    }

    /// Who is told by a line, as the story writes it, without the partnership office.
    static func expected(by line: JSONNode) -> Set<String> {
        Set(texts(line["expect"]?["notify"])).subtracting(["SGP:S"])
    }

    static func told(by routing: CaseRouting?) -> Set<String> {
        let told = routing?.recipients.map { "\($0.role):\($0.detail.rawValue.prefix(1).uppercased())" } ?? []
        return Set(told).subtracting(["SGP:S"])
    }

    private func matter(of line: JSONNode, _ definition: TopicDefinition, at now: Instant) -> Matter {
        let who = line["who"]?.string ?? ""
        let author = line["from"]?.string?.split(separator: "@").first.map(String.init) ?? ""
        let isOpen = windows(on: LondonTime.date(of: now))
        return Matter(
            severity: line["sev"]?.string.flatMap { Severity(rawValue: $0) } ?? .s1,
            people: [Self.people[who].flatMap { register.person($0)?.identifiers.map(\.identifier) } ?? []],
            cases: [Self.caseID],
            publisher: identifier("story/replay"),
            author: staff(author),
            at: now,
            tells: definition.tells,
            concernsPerson: ["M": Parent.mother, "F": .father][who],
            heightenedCases: isOpen ? [Self.caseID] : [],
            isHeldForDecision: line["attrs"]?["share"]?.string == "undecided"
        )
    }

    private func windows(on today: CivilDate) -> Bool {
        meta["windows"]?.elements.contains { window in
            guard let from = date(window["from"]?.string ?? ""), let to = date(window["to"]?.string ?? "")
            else { return false }
            return (from...to).contains(today)
        } ?? false
    }

    private mutating func join(_ code: String, at now: Instant) throws {
        guard let role = Role(code) else { preconditionFailure("no role: \(code)") }
        _ = try casebook.allocationMade(Self.caseID, staff: staff(code), role: role, at: now)
    }

    private mutating func hold(_ holder: String, at now: Instant) throws {
        guard holder == "none" else { return try join(holder, at: now) }
        guard let former = casebook.file(Self.caseID)?.holder else { return }
        _ = try casebook.allocationEnded(Self.caseID, staff: former.staff, role: former.role, at: now)
    }

    /// Stories give minutes, and RFC 3339 wants seconds.
    private static func instant(_ line: JSONNode) -> Instant {
        let text = line["at"]?.string ?? ""
        return at(text.prefix(16) + ":00" + text.dropFirst(16))
    }

    private static func texts(_ node: JSONNode?) -> [String] {
        node?.elements.compactMap(\.string) ?? []
    }
}
