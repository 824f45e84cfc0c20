import Escalation
import Vocabulary
import Yams

/// `ladders.yaml`: for each severity, who must answer next and within what time.
enum LaddersFile {
    static func read(_ path: String, _ inspection: inout Inspection) -> Ladders? {
        let place = YAMLFile.open(path, name: path, &inspection)
        guard
            let file = inspection.mapping(
                place,
                required: ["S1", "S2", "S3", "S4"],
                optional: ["overrides", "break-glass"]
            )
        else { return nil }
        let s1 = ladder(file["S1"], .s1, &inspection)
        let s2 = ladder(file["S2"], .s2, &inspection)
        let s3 = ladder(file["S3"], .s3, &inspection)
        let s4 = ladder(file["S4"], .s4, &inspection)
        let overrides = overrides(file["overrides"], &inspection)
        let breakGlass = breakGlass(file["break-glass"], &inspection)
        guard let s1, let s2, let s3, let s4, let breakGlass else { return nil }
        return Ladders(s1: s1, s2: s2, s3: s3, s4: s4, overrides: overrides, breakGlass: breakGlass)
    }

    /// A file from before it was said has what the domain says.
    private static func breakGlass(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Ladders.BreakGlass?
    {
        guard let place else { return .standard }
        let limits = inspection.mapping(place, required: ["usual", "longest"])
        let usual = limit(limits?["usual"], &inspection)
        let longest = limit(limits?["longest"], &inspection)
        guard let usual, let longest else { return nil }
        guard case .clockMinutes(let most) = longest, case .clockMinutes(let least) = usual, least <= most
        else {
            return inspection.refuse(
                place.fault(mustBe: "hours or minutes by the clock, and usual no longer than longest")
            )
        }
        return Ladders.BreakGlass(usual: usual, longest: longest)
    }

    private static func ladder(
        _ place: YAMLPlace?,
        _ severity: Severity,
        _ inspection: inout Inspection
    ) -> Ladder? {
        let ladder = inspection.mapping(
            place,
            required: ["limit"],
            optional: ["steps", "rungs", "heightened", "out-of-hours", "action", "multi-ack"]
        )
        let limit = limit(ladder?["limit"], &inspection)
        let heightened = self.limit(ladder?["heightened"], &inspection)
        let outOfHours = role(ladder?["out-of-hours"], &inspection)
        let action = self.limit(ladder?["action"], &inspection)
        let needed = inspection.integer(ladder?["multi-ack"], in: 1...10)
        if let ladder, ladder["steps"] == nil, ladder["rungs"] == nil {
            inspection.note(ladder.fault(missing: "steps"))
        }
        if let older = ladder?["rungs"], ladder?["steps"] != nil {
            inspection.note(older.fault(mustBe: "left out beside steps"))
        }
        let rungs = rungs(ladder?["steps"] ?? ladder?["rungs"], &inspection)
        guard let limit, !rungs.isEmpty else { return nil }
        return Ladder(
            limit: limit,
            heightenedLimit: heightened,
            rungs: rungs,
            outOfHours: outOfHours,
            // A file from before `action` has what the domain says.
            action: action ?? Ladders.standard[severity].action,
            answersNeeded: needed.map { Int($0) } ?? 1
        )
    }

    // MARK: Steps

    private static func rungs(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [Ladder.Rung] {
        var rungs: [Ladder.Rung] = []
        for element in inspection.list(place, atLeast: 1) {
            guard let rung = rung(element, &inspection) else { continue }
            if rungs.contains(where: { !Set($0.targets).isDisjoint(with: rung.targets) }) {
                inspection.note(element.fault(mustBe: "a role that stands on one rung"))
            }
            rungs.append(rung)
        }
        return rungs
    }

    /// A role, `{targets, delay}`, or in older files `{role, limit}`.
    private static func rung(_ place: YAMLPlace, _ inspection: inout Inspection) -> Ladder.Rung? {
        guard place.node.mapping != nil else { return role(place, &inspection).map { Ladder.Rung($0) } }
        guard place["targets"] != nil else {
            let rung = inspection.mapping(place, required: ["role", "limit"])
            let limit = limit(rung?["limit"], &inspection)
            return role(rung?["role"], &inspection).map { Ladder.Rung($0, limit: limit) }
        }
        let step = inspection.mapping(place, required: ["targets"], optional: ["delay"])
        let limit = limit(step?["delay"], &inspection)
        let targets = inspection.roles(step?["targets"])
        if step?["targets"]?.node.sequence?.isEmpty == true {
            inspection.note(place.fault(mustBe: "a step with a target"))
        }
        return targets.isEmpty ? nil : Ladder.Rung(targets, limit: limit)
    }

    private static func role(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Role? {
        inspection.value(place, mustBe: "a role (domain.md 5.2)") { Role($0) }
    }

    // MARK: Overrides

    private static func overrides(
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> [Ladders.Override] {
        inspection.list(place).compactMap { element in
            let override = inspection.mapping(element, required: ["staff", "from", "to", "instead"])
            let staff = self.staff(override?["staff"], &inspection)
            let instead = self.staff(override?["instead"], &inspection)
            let from = inspection.date(override?["from"])
            let to = inspection.date(override?["to"])
            guard let staff, let from, let to, let instead else { return nil }
            guard let read = Ladders.Override(of: staff, from: from, to: to, instead: instead) else {
                let fault = element.fault(
                    mustBe: "somebody else instead, from a day to the same or a later one"
                )
                return inspection.refuse(fault)
            }
            return read
        }
    }

    private static func staff(_ place: YAMLPlace?, _ inspection: inout Inspection) -> StaffID? {
        inspection.value(place, mustBe: "a member of staff as <agency>/<name>") { text in
            text.contains("/") ? StaffID(text) : nil
        }
    }

    // MARK: Limits

    private static func limit(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Limit? {
        inspection.value(
            place,
            mustBe: "a time such as 30 minutes, 1 hour, 4 working hours or 5 working days, at most 10000"
        ) { text in Limit(text) }
    }
}
