import Hummingbird
import HummingbirdCore
import JSON
import Vocabulary

/// What is said with the buttons of a transfer, and the forms before that.
extension TransferPages {
    func form(
        _ act: TransferAct,
        _ row: JSONNode,
        _ visitor: Visitor,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        var content = standing(row, try await visitor.desk.now())
        content["action"] = Self.path(row) + "/" + act.rawValue
        content["title"] = act.title
        content["explanation"] = act.explanation
        content["isGrave"] = act.isGrave
        content["name"] = visitor.person.name
        content["fields"] = act.fields(for: visitor.person).map { Self.item($0, fault, form) }
        if act.takesInventory {
            let inventory = try await inventory(of: row, visitor)
            content["goesAlong"] = ["count": inventory.items.count, "items": inventory.words]
        }
        return try await parts.formPage(
            "transfer-act",
            content,
            titled: act.title,
            for: visitor,
            at: .transfers,
            fault
        )
    }

    private static func item(
        _ field: TransferAct.Field,
        _ fault: AnswerFault?,
        _ form: ConsoleForm?
    ) -> [String: Any] {
        let (name, label) =
            switch field {
            case .day(let name, let label), .words(let name, let label): (name, label)
            case .plan(let label): ("plan", label)
            case .basis: ("kind", "On which legal basis")
            case .phone: ("phone", "Your telephone number, which the staff register does not have")
            }
        var item: [String: Any] = ["name": name, "label": label, "isWrong": fault?.field == name]
        switch field {
        case .day: item["isDay"] = true
        case .phone: item["isPhone"] = true
        case .words: item["isWords"] = true
        case .plan:
            item["isWords"] = true
            item["isLong"] = true
        case .basis:
            item["isChoice"] = true
            item["choices"] = OfferBasis.allCases.map {
                ["code": $0.rawValue, "title": $0.title, "isChosen": form?[name] == $0.rawValue]
                    as [String: Any]
            }
        }
        item["value"] = form?[name]
        if fault?.field == name { item["wrong"] = fault?.text }
        return item
    }

    /// What is open on the transfer's cases, read as whoever releases them may read it.
    private func inventory(of row: JSONNode, _ visitor: Visitor) async throws -> TransferInventory {
        var files: [JSONNode] = []
        for id in row.texts("cases").compactMap({ CaseID($0) }) {
            try await CaseDoor(parts: parts).check(id, for: visitor)
            files += try await visitor.desk.read(Question(.caseFile(id)), for: visitor.person.id).rows.prefix(
                1
            )
        }
        return TransferInventory(files: files, parts.directory)
    }

    func say(
        _ act: TransferAct,
        _ form: ConsoleForm,
        _ row: JSONNode,
        _ visitor: Visitor
    ) async throws -> Response {
        var members = Self.header(act, row)
        let today = LondonTime.date(of: try await visitor.desk.now())
        do throws(AnswerFault) {
            for field in act.fields { members.append(try Self.member(field, form)) }
            if act == .stayOffered { try Self.checkDay(form, after: today) }
            if act.isNamed {
                let contact = JSONValue.string(try Self.contact(of: visitor.person, form))
                let role = JSONValue.string(visitor.person.roles.first?.code ?? "ASW")
                let name = JSONValue.string(visitor.person.name)
                members.append(JSONMember("person", ["name": name, "role": role, "contact": contact]))
                if act == .acknowledged { members.append(JSONMember("phone", contact)) }
            }
        } catch {
            return try await self.form(act, row, visitor, error, form)
        }
        if act.takesInventory {
            let inventory = try await inventory(of: row, visitor)
            guard inventory.items.count <= TransferInventory.most else {
                return try await self.form(act, row, visitor, Self.tooMuch, form)
            }
            members.append(JSONMember("inventory", .array(inventory.items)))
        }
        if act == .released {
            members += ["acceptance", "through", "coming"].map { JSONMember($0, row[$0]?.value ?? .null) }
        }
        if act.isOffer {
            members += [JSONMember("members", try await children(of: row, visitor)), JSONMember("pack", [])]
        }
        try await parts.say("transfer." + act.event, .object(members), form, visitor)
        return .seeOther(Self.path(row) + "?done=" + act.rawValue)
    }

    /// What every message of a transfer repeats, and what it rests on.
    private static func header(_ act: TransferAct, _ row: JSONNode) -> [JSONMember] {
        func member(_ name: String, from other: String? = nil) -> JSONMember {
            JSONMember(name, row[other ?? name]?.value ?? .null)
        }
        let parties = ["transfer", "lineage", "from", "to"].map { member($0) }
        switch act {
        case .acknowledged: return parties + [JSONMember("epoch", 0)]
        case .stayOffered:
            return parties + [member("epoch", from: "next-epoch"), JSONMember("kind", "temporary-stay")]
        case .stayContinued:
            return parties + [member("epoch", from: "next-epoch"), member("continues", from: "offer")]
        case .stayEnded:
            return parties + [member("epoch"), member("offer"), JSONMember("outcome", "returned")]
        case .queried, .accepted, .interim, .declined, .answered, .stayDeclined, .conferenceBooked,
            .conferenceHeld, .coreGroupBooked, .waiverAgreed, .cancelRequested, .released:
            return parties + [member("epoch"), member("offer")]
        }
    }

    /// The children with what they are known by, as this authority last named them to the other.
    private func children(of row: JSONNode, _ visitor: Visitor) async throws -> JSONValue {
        guard let id = row.text("transfer").flatMap({ TransferID($0) }) else { throw PageFault.unknown }
        let words = try await visitor.desk.all(Question(.transferWords(id)), for: visitor.person.id).rows
        let naming = words.last { word in
            ["transfer.move-notified", "transfer.offered"].contains(word.text("topic"))
                && word.text("by") == parts.settings.authority.text
        }
        guard let event = naming?.text("event").flatMap({ Base64.decode($0) }),
            let members = try JSONDocument(parsing: event).root["data"]?["members"]
        else { throw PageFault.unknown }
        return members.value
    }

    /// A stay that is over before it begins is a slip of the pen.
    private static func checkDay(_ form: ConsoleForm, after today: CivilDate) throws(AnswerFault) {
        guard let until = form["until"].flatMap({ CivilDate(iso8601: $0) }), until > today else {
            throw AnswerFault(field: "until", text: "Last day of the stay: give a day after today")
        }
    }

    private static func member(_ field: TransferAct.Field, _ form: ConsoleForm) throws(AnswerFault)
        -> JSONMember
    {
        switch field {
        case .day(let name, let label):
            guard let date = form[name].flatMap({ CivilDate(iso8601: $0) }) else {
                throw AnswerFault(field: name, text: "\(label): give a day, such as 27 3 2026")
            }
            return JSONMember(name, .string(date.iso8601))
        case .words(let name, let label):
            guard let text = form[name], text.count <= 2_000 else {
                throw AnswerFault(field: name, text: "\(label): write 1 to 2,000 characters")
            }
            return JSONMember(name, .string(text))
        case .plan(let label):
            guard let text = form["plan"], text.count <= 8_000 else {
                throw AnswerFault(field: "plan", text: "\(label): write 1 to 8,000 characters")
            }
            return JSONMember("plan", ["summary": .string(text)])
        case .basis:
            guard let basis = form["kind"].flatMap({ OfferBasis(rawValue: $0) }) else {
                throw AnswerFault(field: "kind", text: "On which legal basis: choose one")
            }
            return JSONMember("kind", .string(basis.rawValue))
        case .phone: return JSONMember("phone", .string(try phone(form)))
        }
    }

    private static var tooMuch: AnswerFault {
        AnswerFault(
            field: "goes-along",
            text: "More than \(TransferInventory.most) things are open: answer or close some of them first"
        )
    }

    /// How whoever acts is reached: as the register says, else as they say.
    private static func contact(of person: ConsolePerson, _ form: ConsoleForm) throws(AnswerFault) -> String {
        if let phone = person.phone { return phone }
        return try phone(form)
    }

    /// The number that somebody gave because the register has none; the other authority must be able to ring them.
    private static func phone(_ form: ConsoleForm) throws(AnswerFault) -> String {
        guard let text = form["phone"], text.count <= 40, text.contains(where: \.isNumber) else {
            throw AnswerFault(
                field: "phone",
                text: "The staff register has no telephone number for you: give one, at most 40 characters"
            )
        }
        return text
    }
}
