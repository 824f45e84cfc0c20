import BrokerClient
import JSON
import Routing
import Settings
import Topics
import Vocabulary
import Wire

/// Somebody must answer for a concern.
struct Owed {
    let authority: DemoAuthority
    let concern: MessageID
    let caseID: String?
    let owner: StaffID
    let due: Instant
}

extension Play {
    /// Who was told of an entry, in how much detail, and who must answer by when, as the broker explains it.
    func tell(_ said: Said, since mark: Int) async throws -> [Owed] {
        let authority = said.authority
        let name = authority.file.name
        let speaker = said.user.agency.map { authority.name(of: $0) } ?? said.user.text
        let title = authority.file.catalogue[said.topic].map { "\($0.title) (\(said.topic))" }
        narrator.line("says", "\(speaker): \(title ?? said.topic.text)")
        narrator.line("receipt", "entry \(said.sequence.number) of \(name)'s ledger, safe on disk", .good)
        return try await told(said.id, said.sequence, at: authority, by: said.user, since: mark)
    }

    /// Whether it is about an authority's own affairs: nobody must answer, and it goes to no other.
    func isRecord(_ said: Said) -> Bool {
        ["register", "acknowledgement", "casefile", "allocation"].contains(said.topic.area)
    }

    /// Tells what was recorded, a line for each agency and authority.
    func record(_ said: [Said]) {
        guard let first = said.first else { return }
        let same = said.filter { $0.user == first.user && $0.authority.code == first.authority.code }
        let speaker = first.user.agency.map { first.authority.name(of: $0) } ?? first.user.text
        var titles: [String] = []
        for one in same {
            let title = one.authority.file.catalogue[one.topic]?.title ?? one.topic.text
            if !titles.contains(title) { titles.append(title) }
        }
        let numbers = same.map { String($0.sequence.number) }
        narrator.line(
            "records",
            "\(speaker): \(titles.joined(separator: ", ")) "
                + "(\(numbers.count == 1 ? "entry" : "entries") \(numbers.joined(separator: ", ")) "
                + "of \(first.authority.file.name)'s ledger)"
        )
        record(said.filter { $0.user != first.user || $0.authority.code != first.authority.code })
    }

    /// Tells who is told of an entry at an authority, waits until their systems have it, and says who must answer.
    func told(
        _ id: MessageID,
        _ sequence: LedgerSequence,
        at authority: DemoAuthority,
        by user: UserID?,
        since mark: Int
    ) async throws -> [Owed] {
        let casework = try stage.casework(authority)
        var fetch = ClientMessage.Fetch(.explain)
        fetch.sequence = sequence
        let rows = try await casework.rows(fetch).filter { $0["detail"]?.isNull == false }
        var names: [String] = []
        var owed: [Owed] = []
        var agencies: [AgencyID] = []
        for row in rows {
            guard let role = row["role"]?.string, let detail = row["detail"]?.string else { continue }
            let staff = row["recipient"]?.string.flatMap { StaffID($0) }
            let name = staff.map { authority.name(of: $0) } ?? "whoever is \(Self.called(role))"
            let text = "\(name) (\(Self.called(role)), \(Self.amount(detail)))"
            if !names.contains(text) { names.append(text) }
            if let agency = staff?.agency, !agencies.contains(agency) { agencies.append(agency) }
            if let staff, let due = row["due"]?.integer {
                owed.append(
                    Owed(
                        authority: authority,
                        concern: id,
                        caseID: row["case"]?.string,
                        owner: staff,
                        due: Instant(milliseconds: due)
                    )
                )
            }
        }
        if !names.isEmpty {
            let text = names.joined(separator: ", ")
            narrator.line("told", lastTold[authority.code] == text ? "the same people, as before" : text)
            lastTold[authority.code] = text
        }
        for agency in agencies {
            for system in stage.systems(of: agency, at: authority.code) where system.user != user {
                let (code, recipient) = (authority.code, system.user)
                _ = try await stage.mailroom.letter(
                    "entry \(sequence.number) of \(authority.file.name) to \(recipient)"
                ) { $0.authority == code && $0.user == recipient && $0.delivery.sequence == sequence }
            }
        }
        for one in owed {
            narrator.line(
                "answer by",
                "\(ShownTime.text(one.due)): \(authority.name(of: one.owner))",
                .warning
            )
        }
        return owed
    }

    /// What goes to the other authority: waits until it is there, and tells who is told of it there.
    func follow(_ said: Said, since mark: Int) async throws -> [Owed] {
        let isTransfer = said.topic.area == "transfer"
        guard isTransfer || (isBetweenAuthorities && !isRecord(said)) else { return [] }
        let other = try stage.other(than: said.authority.code)
        let casework = try stage.casework(other)
        let (id, code, user) = (said.id, other.code, casework.user)
        let letter = try await stage.mailroom.letter("\(said.topic) at \(other.file.name)") {
            $0.authority == code && $0.user == user && $0.delivery.id == id
        }
        narrator.line(
            "passed on",
            "to \(other.file.name): entry \(letter.delivery.sequence.number) of its ledger",
            .good
        )
        let owed = try await told(id, letter.delivery.sequence, at: other, by: nil, since: mark)
        if isTransfer { try await stand(said, since: mark) }
        return owed
    }

    /// Waits for what a broker says of itself after a message of the transfer, and tells who holds now.
    private func stand(_ said: Said, since mark: Int) async throws {
        let offering = story.transfer["from"].flatMap { from -> AuthorityCode? in
            guard case .string(let code) = from else { return nil }
            return AuthorityCode(code)
        }
        guard let offering else { return }
        let casework = try stage.casework(stage.authority(offering))
        let (code, user) = (offering, casework.user)
        let answers = [
            "move-notified": "transfer.hold-answered", "offered": "transfer.received",
            "released": "transfer.settled",
        ]
        if let answer = answers[said.topic.event] {
            _ = try await stage.mailroom.letter(answer, since: mark) {
                $0.authority == code && $0.user == user && $0.delivery.topic.text == answer
            }
        }
        if said.topic.event == "offered" { isBetweenAuthorities = true }
        if said.topic.event == "released" { isBetweenAuthorities = false }
        guard said.topic.event != "pack", let row = try await transferRow(casework) else { return }
        let holders = row["holders"]?.elements.compactMap(\.string) ?? []
        let names = stage.authorities.filter { holders.contains($0.code.text) }.map(\.file.name)
        let text = names.joined(separator: " and ")
        if text != lastHeld { narrator.line("holds now", text, .heading) }
        lastHeld = text
    }

    /// Cases that nobody holds are an alarm at once.
    func soundAlarms(since mark: Int) async throws {
        var told: Set<MessageID> = []
        for letter in await stage.mailroom.letters(since: mark)
        where letter.delivery.topic.text == "broker.unallocated" && told.insert(letter.delivery.id).inserted {
            let authority = try stage.authority(letter.authority)
            let cases = letter.delivery.cases.map(\.text).joined(separator: ", ")
            narrator.line(
                "alarm",
                "\(cases) was opened in \(authority.file.name) before anybody held it: duty team and manager "
                    + "were told at once",
                .alarm
            )
        }
    }

    // MARK: Words

    static func called(_ role: String) -> String { Self.roles[role] ?? role }

    private static let roles = [
        "ASW": "social worker", "SCW": "support worker", "DUTY": "duty", "TM": "team manager",
        "HOS": "head of service", "MASH": "front door", "EDT": "out of hours", "CPC": "conference chair",
        "KWM": "drug worker", "ADL": "drug service safeguarding lead", "HV": "health visitor", "GP": "GP",
        "MW": "midwife", "PPU": "police public protection", "HOUS": "housing", "ED": "emergency department",
    ]

    private static func amount(_ detail: String) -> String {
        switch detail {
        case "full": "everything"
        case "summary": "a summary"
        default: "that it happened"
        }
    }
}
