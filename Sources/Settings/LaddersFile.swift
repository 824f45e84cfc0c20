import Escalation
import Vocabulary
import Yams

/// `ladders.yaml`: for each severity, who must answer next and within what time.
enum LaddersFile {
    static func read(_ path: String, _ inspection: inout Inspection) -> Ladders? {
        let place = YAMLFile.open(path, name: path, &inspection)
        guard let file = inspection.mapping(place, required: ["S1", "S2", "S3", "S4"]) else { return nil }
        let s1 = ladder(file["S1"], &inspection)
        let s2 = ladder(file["S2"], &inspection)
        let s3 = ladder(file["S3"], &inspection)
        let s4 = ladder(file["S4"], &inspection)
        guard let s1, let s2, let s3, let s4 else { return nil }
        return Ladders(s1: s1, s2: s2, s3: s3, s4: s4)
    }

    private static func ladder(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Ladder? {
        let ladder = inspection.mapping(
            place,
            required: ["limit", "rungs"],
            optional: ["heightened", "out-of-hours"]
        )
        let limit = limit(ladder?["limit"], &inspection)
        let heightened = self.limit(ladder?["heightened"], &inspection)
        let outOfHours = role(ladder?["out-of-hours"], &inspection)
        var rungs: [Ladder.Rung] = []
        for element in inspection.list(ladder?["rungs"], atLeast: 1) {
            guard let rung = rung(element, &inspection) else { continue }
            if rungs.contains(where: { $0.role == rung.role }) {
                inspection.note(element.fault(mustBe: "a role that stands on one rung"))
            }
            rungs.append(rung)
        }
        guard let limit, !rungs.isEmpty else { return nil }
        return Ladder(limit: limit, heightenedLimit: heightened, rungs: rungs, outOfHours: outOfHours)
    }

    private static func rung(_ place: YAMLPlace, _ inspection: inout Inspection) -> Ladder.Rung? {
        guard place.node.mapping != nil else { return role(place, &inspection).map { Ladder.Rung($0) } }
        let rung = inspection.mapping(place, required: ["role", "limit"])
        let limit = limit(rung?["limit"], &inspection)
        return role(rung?["role"], &inspection).map { Ladder.Rung($0, limit: limit) }
    }

    private static func role(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Role? {
        inspection.value(place, mustBe: "a role (domain.md 5.2)") { Role($0) }
    }

    private static func limit(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Limit? {
        inspection.value(
            place,
            mustBe: "a time such as 30 minutes, 1 hour, 4 working hours or 5 working days, at most 10000"
        ) { text in
            let words = text.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) else {
                return nil
            }
            return switch words[1] {
            case "minute", "minutes": .clockMinutes(count)
            case "hour", "hours": .clockMinutes(count * 60)
            case "working minute", "working minutes": .workingMinutes(count)
            case "working hour", "working hours": .workingMinutes(count * 60)
            case "working day", "working days": .workingDays(count)
            default: nil
            }
        }
    }
}
