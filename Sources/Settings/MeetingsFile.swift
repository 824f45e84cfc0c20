import Meetings
import Vocabulary
import Yams

/// `meetings.yaml`: who is asked to each kind of meeting, who must be there, when reports and minutes are due.
struct MeetingsFile {
    private var groups: [String: [Role]] = [:]
    private var needs: [String: MeetingNeed] = [:]

    static func read(_ path: String, _ inspection: inout Inspection) -> MeetingRules? {
        let place = YAMLFile.open(path, name: path, &inspection)
        let file = inspection.mapping(
            place,
            required: [
                "groups", "one-agency", "never-asked", "receiving-twins-asked", "police", "needs", "types",
                "other",
            ],
            optional: ["pack"]
        )
        guard let file else { return nil }
        var reading = MeetingsFile()
        reading.readGroups(file["groups"], &inspection)
        reading.readNeeds(file["needs"], &inspection)
        let agencies = inspection.list(file["one-agency"]).compactMap { reading.group($0, &inspection) }
        let types = inspection.entries(file["types"]).compactMap {
            reading.type($0.name, $0.place, &inspection)
        }
        let other = reading.type("", file["other"], &inspection)
        let neverAsked = inspection.roles(file["never-asked"])
        let areTwinsAsked = inspection.flag(file["receiving-twins-asked"])
        let police = inspection.value(file["police"], mustBe: "a role (domain.md 5.2)") { Role($0) }
        let pack = inspection.entries(file["pack"]).map { entry in
            PackSection(name: entry.name, topics: inspection.patterns(entry.place).map(\.pattern))
        }
        guard let other, let areTwinsAsked, let police else { return nil }
        return MeetingRules(
            types: types,
            other: other,
            agencies: agencies,
            neverAsked: neverAsked,
            areTwinsAsked: areTwinsAsked,
            police: police,
            pack: pack
        )
    }

    private mutating func readGroups(_ place: YAMLPlace?, _ inspection: inout Inspection) {
        for entry in inspection.entries(place) { groups[entry.name] = inspection.roles(entry.place) }
    }

    private mutating func readNeeds(_ place: YAMLPlace?, _ inspection: inout Inspection) {
        for entry in inspection.entries(place) {
            let need = inspection.mapping(
                entry.place,
                required: ["fault", "any-of"],
                optional: ["or-report", "if-active"]
            )
            let fault = inspection.text(need?["fault"])
            let roles = group(need?["any-of"], &inspection)
            let isMetByReport = inspection.flag(need?["or-report"]) ?? false
            let isOnlyIfActive = inspection.flag(need?["if-active"]) ?? false
            guard let fault, let roles else { continue }
            needs[entry.name] = MeetingNeed(
                fault: fault,
                anyOf: roles,
                isMetByReport: isMetByReport,
                isOnlyIfActive: isOnlyIfActive
            )
        }
    }

    private func group(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [Role]? {
        inspection.value(place, mustBe: "the name of a group") { groups[$0] }
    }

    private func type(
        _ code: String,
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> MeetingType? {
        let type = inspection.mapping(
            place,
            required: ["title"],
            optional: ["agencies", "needs", "also-asked", "reports", "chase", "minutes", "before-discharge"]
        )
        let title = inspection.text(type?["title"])
        let agencies = inspection.integer(type?["agencies"], in: 1...20) ?? 0
        let needs = inspection.list(type?["needs"]).compactMap { element in
            inspection.value(element, mustBe: "the name of a need") { self.needs[$0] }
        }
        let alsoAsked = inspection.roles(type?["also-asked"])
        let reports = inspection.integer(type?["reports"], in: 1...100)
        let chase = inspection.integer(type?["chase"], in: 1...100)
        let minutes = inspection.integer(type?["minutes"], in: 1...100)
        let isBeforeDischarge = inspection.flag(type?["before-discharge"]) ?? false
        guard let title else { return nil }
        return MeetingType(
            code: code,
            title: title,
            agencies: Int(agencies),
            needs: needs,
            alsoAsked: alsoAsked,
            reportDays: reports.map { Int($0) },
            chaseDays: chase.map { Int($0) },
            minuteDays: minutes.map { Int($0) },
            isBeforeDischarge: isBeforeDischarge
        )
    }
}
