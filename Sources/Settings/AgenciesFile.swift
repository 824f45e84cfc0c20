import BrokerCore
import Escalation
import Topics
import Vocabulary

/// `agencies.yaml`: agencies, their systems and keys, their staff and teams.
struct AgenciesFile {
    /// The topics, or `nil` if they were refused and so nothing can be held against them.
    let catalogue: Catalogue?
    private var agencyIDs: Set<AgencyID> = []
    private var users: Set<UserID> = []
    private var keys: Set<BrokerFile.KeySource> = []
    private var staffIDs: Set<StaffID> = []

    init(catalogue: Catalogue?) { self.catalogue = catalogue }

    mutating func read(_ path: String, _ inspection: inout Inspection) -> [BrokerFile.Agency] {
        let file = inspection.mapping(
            YAMLFile.open(path, name: path, &inspection),
            required: ["agencies"]
        )
        var agencies: [BrokerFile.Agency] = []
        var teams: [(member: StaffID, place: YAMLPlace)] = []
        for element in inspection.list(file?["agencies"], atLeast: 1) {
            if let agency = agency(element, teams: &teams, &inspection) { agencies.append(agency) }
        }
        for (member, place) in teams where !staffIDs.contains(member) {
            inspection.note(place.fault(mustBe: "the id of somebody on the staff"))
        }
        return agencies
    }

    private mutating func agency(
        _ place: YAMLPlace,
        teams: inout [(member: StaffID, place: YAMLPlace)],
        _ inspection: inout Inspection
    ) -> BrokerFile.Agency? {
        let agency = inspection.mapping(
            place,
            required: ["id", "name"],
            optional: ["contact", "systems", "staff"]
        )
        let id = inspection.value(
            agency?["id"],
            mustBe: "an id of its own, printable ASCII without spaces and /"
        ) { text in
            AgencyID(text).flatMap { text.contains("/") || agencyIDs.contains($0) ? nil : $0 }
        }
        let name = inspection.text(agency?["name"])
        guard let id else { return nil }
        agencyIDs.insert(id)
        let contact = contact(agency?["contact"], &inspection)
        var systems: [BrokerFile.System] = []
        for element in inspection.list(agency?["systems"]) {
            if let system = system(element, of: id, contact, &inspection) { systems.append(system) }
        }
        var staff: [BrokerFile.Staff] = []
        for element in inspection.list(agency?["staff"]) {
            if let record = record(element, of: id, teams: &teams, &inspection) { staff.append(record) }
        }
        return name.map { BrokerFile.Agency(id: id, name: $0, systems: systems, staff: staff) }
    }

    private mutating func system(
        _ place: YAMLPlace,
        of agency: AgencyID,
        _ agencyContact: SystemContact?,
        _ inspection: inout Inspection
    ) -> BrokerFile.System? {
        let system = inspection.mapping(
            place,
            required: ["name", "roles", "publishes", "sees", "cases"],
            optional: ["key", "certificate", "silent-after", "contact"]
        )
        guard let system else { return nil }
        let user = inspection.value(
            system["name"],
            mustBe: "a name of its own, printable ASCII without spaces and /"
        ) { text in
            text.contains("/")
                ? nil : UserID("\(agency)/\(text)").flatMap { users.contains($0) ? nil : $0 }
        }
        if let user { users.insert(user) }
        let key = key(system, &inspection)
        let roles = inspection.roles(system["roles"])
        let publishes = inspection.patterns(system["publishes"])
        let rolesAreKnown = roles.count == system["roles"]?.elements.count
        for (pattern, place) in publishes where rolesAreKnown && !isOfUse(pattern, to: roles) {
            inspection.note(place.fault(mustBe: "a pattern of topics that one of its roles may publish"))
        }
        let sees = inspection.patterns(system["sees"])
        let cases = inspection.choice(system["cases"], of: BrokerFile.CaseScope.self)
        let silence = silence(system["silent-after"], &inspection)
        let contact = contact(system["contact"], &inspection) ?? agencyContact
        guard let user, let key, let cases else { return nil }
        return BrokerFile.System(
            user: user,
            key: key,
            roles: roles,
            publishes: publishes.map(\.pattern),
            sees: sees.map(\.pattern),
            cases: cases,
            silence: silence,
            contact: contact
        )
    }

    /// How long a system may say nothing before the broker asks why, by the clock or in working time.
    private func silence(_ place: YAMLPlace?, _ inspection: inout Inspection) -> SilenceBook.Terms? {
        inspection.value(
            place,
            mustBe: "a time such as 90 minutes, 24 hours, 3 days or 2 working days, at most 10000"
        ) { text in
            Limit(text, countingDays: true).map { SilenceBook.Terms(limit: $0, phrase: text) }
        }
    }

    /// Whom to ring about a system; as long as `contact` of the catalogue allows.
    private func contact(_ place: YAMLPlace?, _ inspection: inout Inspection) -> SystemContact? {
        guard place != nil,
            let contact = inspection.mapping(place, required: ["name", "phone"], optional: ["hours"])
        else { return nil }
        func text(_ member: String, atMost most: Int) -> String? {
            inspection.value(contact[member], mustBe: "1 to \(most) characters") {
                (1...most).contains($0.count) ? $0 : nil
            }
        }
        let phone = inspection.value(contact["phone"], mustBe: "a telephone number, at most 40 characters") {
            $0.count <= 40 && $0.contains { ("0"..."9").contains($0) } ? $0 : nil
        }
        let name = text("name", atMost: 200)
        let hours = text("hours", atMost: 100)
        guard let name, let phone else { return nil }
        return SystemContact(name: name, phone: phone, hours: hours)
    }

    private func isOfUse(_ pattern: TopicPattern, to roles: [Role]) -> Bool {
        catalogue.map { $0.definitions(matching: pattern).contains { $0.mayPublish(roles: roles) } } ?? true
    }

    private mutating func key(
        _ system: YAMLPlace,
        _ inspection: inout Inspection
    ) -> BrokerFile.KeySource? {
        let source: BrokerFile.KeySource?
        switch (system["key"], system["certificate"]) {
        case (let place?, nil): source = inspection.publicKey(place).map { .z85($0) }
        case (nil, let place?): source = inspection.path(place).map { .certificate(path: $0) }
        case (nil, nil), (_?, _?):
            let was = system["key"] == nil ? "without key" : "with key and certificate"
            return inspection.refuse(system.fault(was: was, mustBe: "with one of key and certificate"))
        }
        guard let source else { return nil }
        guard keys.insert(source).inserted else {
            return inspection.refuse(
                system.fault(was: "with the key of another system", mustBe: "with a key of its own")
            )
        }
        return source
    }

    private mutating func record(
        _ place: YAMLPlace,
        of agency: AgencyID,
        teams: inout [(member: StaffID, place: YAMLPlace)],
        _ inspection: inout Inspection
    ) -> BrokerFile.Staff? {
        let record = inspection.mapping(
            place,
            required: ["id", "name", "roles"],
            optional: ["team", "members", "phone", "qualified"]
        )
        guard let record else { return nil }
        let id = inspection.value(record["id"], mustBe: "an id of their own that begins with `\(agency)/`") {
            $0.hasPrefix("\(agency)/") && $0.utf8.count > agency.text.utf8.count + 1
                ? StaffID($0).flatMap { staffIDs.contains($0) ? nil : $0 } : nil
        }
        if let id { staffIDs.insert(id) }
        let name = inspection.text(record["name"])
        let roles = inspection.roles(record["roles"])
        let isTeam = inspection.flag(record["team"]) ?? false
        if isTeam != (record["members"] != nil) {
            let was = isTeam ? "a team without members" : "somebody with members"
            inspection.note(record.fault(was: was, mustBe: "a team with members, or somebody without"))
        }
        let members = inspection.list(record["members"]).compactMap { element in
            inspection.value(element, mustBe: "the id of somebody on the staff") { StaffID($0) }
                .map { (member: $0, place: element) }
        }
        teams += members
        let phone = inspection.text(record["phone"])
        let isQualified = inspection.flag(record["qualified"])
        guard let id, let name else { return nil }
        return BrokerFile.Staff(
            id: id,
            name: name,
            roles: roles,
            isQualified: isQualified,
            phone: phone,
            members: isTeam ? members.map(\.member) : nil
        )
    }
}
