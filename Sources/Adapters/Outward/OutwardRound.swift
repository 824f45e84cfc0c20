import BrokerClient
import Logging
import Vocabulary

/// One round of telling: who has something waiting that they were not told of, and by every way that they chose.
actor OutwardRound {
    /// One way to one person.
    private struct Way: Hashable {
        let staff: StaffID
        let name: String
    }

    private struct Trouble {
        var failures = 0
        var until: Instant
    }

    private let configuration: OutwardConfiguration
    private let reader: any WaitingReader
    private let box: ClientBox
    private let journal: AdapterJournal
    private let logger: Logger
    private let hooks = HookClient()
    private var troubles: [Way: Trouble] = [:]

    init(
        _ configuration: OutwardConfiguration,
        reader: any WaitingReader,
        box: ClientBox,
        journal: AdapterJournal,
        logger: Logger
    ) {
        self.configuration = configuration
        self.reader = reader
        self.box = box
        self.journal = journal
        self.logger = logger
    }

    func shutdown() async throws { try await hooks.shutdown() }

    /// Tells everybody once; answers how soon to try again those who could not be reached, if there are any.
    func run() async -> Duration? {
        var pauses: [Duration] = []
        for person in configuration.people {
            do {
                let items = try await reader.items(of: person.staff, all: false).filter(\.isOpen)
                if let pause = try await tell(person, items) { pauses.append(pause) }
            } catch {
                logger.warning(
                    "cannot ask what waits",
                    metadata: ["person": "\(person.staff)", "error": "\(error)"]
                )
                pauses.append(.seconds(10))
            }
        }
        return pauses.min()
    }

    private func tell(_ person: OutwardConfiguration.Person, _ items: [WaitingItem]) async throws -> Duration?
    {
        var pauses: [Duration] = []
        if let address = person.mail, let server = configuration.mailServer {
            let way = Way(staff: person.staff, name: "mail")
            let pause = try await tell(way, items) { [configuration] notice in
                let mail = MailMessage(
                    from: server.from,
                    to: address,
                    id: notice.id,
                    subject: "Something is waiting for you",
                    lines: notice.lines(console: configuration.console),
                    at: notice.at
                )
                try await MailClient(server: server).send(mail)
            }
            if let pause { pauses.append(pause) }
        }
        for (place, hook) in person.hooks.enumerated() {
            let way = Way(staff: person.staff, name: "hook-\(place)")
            let pause = try await tell(way, items) { [hooks] notice in
                try await hooks.tell(hook, notice, at: notice.at)
            }
            if let pause { pauses.append(pause) }
        }
        return pauses.min()
    }

    /// Tells by one way what was not told by it; answers when to try again if it failed.
    private func tell(
        _ way: Way,
        _ items: [WaitingItem],
        _ send: (WaitingNotice) async throws -> Void
    ) async throws -> Duration? {
        let note = "told/\(way.name)/\(way.staff)"
        let known = try await box.note(note).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let told = Set(known.split(separator: "\n").map(String.init))
        let new = items.filter { !told.contains($0.key) }
        let now = journal.instant
        guard !new.isEmpty else {
            // What waits no longer need not be remembered.
            let still = items.map(\.key).filter { told.contains($0) }
            if still.count < told.count { try await remember(still, note) }
            return nil
        }
        if let trouble = troubles[way], now < trouble.until {
            return .milliseconds(trouble.until.milliseconds - now.milliseconds)
        }
        do { try await send(WaitingNotice(staff: way.staff, items: new, at: now)) } catch let fault
            as OutwardFault
        {
            return postpone(way, fault, at: now)
        }
        troubles[way] = nil
        journal.stored(events: 1)
        try await remember(items.map(\.key), note)
        return nil
    }

    private func remember(_ keys: [String], _ note: String) async throws {
        try await box.store([], notes: [note: Array(keys.joined(separator: "\n").utf8)])
    }

    private func postpone(_ way: Way, _ fault: OutwardFault, at now: Instant) -> Duration {
        var trouble = troubles[way] ?? Trouble(until: now)
        let seconds = min(3_600, 1 << min(trouble.failures, 12))
        trouble.failures += 1
        trouble.until = now.advanced(byMilliseconds: Int64(seconds) * 1_000)
        troubles[way] = trouble
        journal.refused(.init(message: "\(way.staff) \(way.name)", code: "unreachable", reason: fault.reason))
        return .seconds(seconds)
    }
}
