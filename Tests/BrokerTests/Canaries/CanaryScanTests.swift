import Foundation
import JSON
import MetricsTestKit
import Routing
import Testing
import Topics
import Vocabulary
import Wire

/// Canaries in every field of every topic and in all that is refused; then all that anybody ever heard.
@Suite(.serialized, .timeLimit(.minutes(40))) struct CanaryScanTests {
    /// Somebody who listens and reads.
    private struct Listener {
        let user: String
        let roles: [String]
        /// The roles in which their staff are told, besides.
        var toldAs: [String] = []

        /// What they are of a message on a topic; nobody is told of what a register says.
        func reader(of topic: CanaryCatalogue.Topic) -> Canary.Reader {
            let isRouted = !topic.name.hasPrefix("register.") && !topic.name.hasPrefix("broker.")
            let details = (roles + (isRouted ? toldAs : [])).compactMap { topic.sees[$0] }
            let least = isRouted && !toldAs.isEmpty ? ["summary"] : []
            return Canary.Reader(
                roles: roles,
                detail: (details + least).compactMap { Canary.Marker.details[$0] }.max(),
                isPublisher: user.hasPrefix("zz-say/")
            )
        }
    }

    private static let speaker = Partnership.System(
        user: "zz-say/all",
        roles: Role.codes.filter { $0 != "LP" },
        publishes: [">"]
    )

    private static func listeners(_ catalogue: CanaryCatalogue) -> [Listener] {
        catalogue.roles.map { Listener(user: "only-\($0.lowercased())/reader", roles: [$0]) } + [
            Listener(user: "only-nobody/reader", roles: []), Listener(user: "zz-say/records", roles: []),
            Listener(user: "bhm-csc/lead", roles: ["ASW"], toldAs: ["LP", "TM"]),
            Listener(user: "bhm-hv/child-health", roles: ["HV"]),
        ]
    }

    /// Everything but that others read: every reader's reads would go to all the rest, and they say ids only.
    private static func subjects(of catalogue: CanaryCatalogue) -> [String] {
        let names = catalogue.topics.map(\.name).filter { $0 != "broker.read" }
        let areas = Set(names.compactMap { $0.split(separator: ".").first.map(String.init) }).subtracting([
            "broker"
        ])
        return areas.sorted().flatMap { ["\($0).>", "case.*.*.\($0).>"] }
            + names.filter { $0.hasPrefix("broker.") }
    }

    /// What rests on something that random words rarely name: a person of the register, a hold, a challenge, a question.
    private static let mayBeRefused: Set<String> = [
        "register.agency", "register.key", "register.staff", "register.household", "register.relation",
        "person.linked", "person.merged", "person.unmerged", "person.declared-different", "hold.overridden",
        "challenge.raised", "challenge.answered", "challenge.resolved", "casefile.restricted",
        "expected.missed", "consultation.answered", "consultation.unanswered", "concern.recalled",
        "access.break-glass",
    ]

    @Test(arguments: [2] as [UInt64])
    func `nobody hears what is not for them, and everybody what is`(seed: UInt64) async throws {
        let catalogue = try CanaryCatalogue()
        let listeners = Self.listeners(catalogue)
        let partnership = try await Partnership(
            [Self.speaker]
                + listeners.map { listener in
                    Partnership.System(
                        user: listener.user,
                        roles: listener.roles,
                        cases: listener.user.hasPrefix("bhm-") ? .involved : .all
                    )
                },
            workers: [
                ("bhm-csc/nadia.bloom", "ASW"), ("bhm-hv/linda.okafor", "HV"), ("zz-say/sue.reed", "ADL"),
            ]
        )
        var growth = CanaryGrowth(catalogue, seed: seed)
        var readers: [TestClient] = []
        for listener in listeners {
            let reader = try await partnership.client(listener.user)
            let subjects = listener.toldAs.isEmpty ? Self.subjects(of: catalogue) : [">"]
            for start in stride(from: 0, to: subjects.count, by: WireLimit.topics) {
                let patterns = subjects[start..<min(start + WireLimit.topics, subjects.count)]
                try await reader.subscribe(Array(patterns), as: "from-\(start)")
            }
            readers.append(reader)
        }
        let (taken, heard) = try await speak(partnership, catalogue, &growth)
        let known = growth.canaries
        let refused = Set(catalogue.topics.map(\.name)).subtracting(taken.map(\.topic.name)).filter {
            !$0.hasPrefix("broker.") && !$0.hasPrefix("transfer.")
        }
        #expect(
            refused.isSuperset(of: ["register.agency", "register.key"]),
            "only the broker and a key's owner say these"
        )
        #expect(refused.subtracting(Self.mayBeRefused).isEmpty)
        #expect(taken.count > 110)
        #expect(Canary.found(in: heard, among: known).isEmpty, "a refusal or a receipt says what was said")

        for (listener, reader) in zip(listeners, readers) {
            let heard = try await Self.hear(reader, taken.map(\.sequence))
            expect(listener, heard, taken.map(\.topic), known)
        }
        let metrics = partnership.broker.metrics
        let measured =
            metrics.counters.map { "\($0.label) \($0.dimensions)" }
            + metrics.recorders.map { "\($0.label) \($0.dimensions)" }
        for line in partnership.logged.all + measured {
            #expect(Canary.found(in: Array(line.utf8), among: known).isEmpty, "\(line)")
        }
        #expect(partnership.logged.all.contains { $0.contains("serving") })
        #expect(measured.contains(#"concordat_refusals_total [("code", "422")]"#))
        try await partnership.stop()
    }

    /// The topics that no system can say by itself are scanned here as well.
    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func `every topic of the catalogue shows each role what its file says`(seed: UInt64) throws {
        let catalogue = try CanaryCatalogue()
        var growth = CanaryGrowth(catalogue, seed: seed)
        for topic in catalogue.topics {
            let definition = try #require(
                try Topic(topic.name).flatMap { try TestBroker.catalogue.get()[$0] }
            )
            let event = try JSONDocument(parsing: JSONValue.object(growth.payload(of: topic)).serialized())
            for listener in Self.listeners(catalogue) {
                let reader = listener.reader(of: topic)
                let viewer =
                    reader.isPublisher
                    ? .publisher : definition.viewer(roles: listener.roles.compactMap { Role($0) })
                let shown = viewer.map { definition.reduction(ofData: event.root, for: $0).bytes } ?? []
                guard listener.toldAs.isEmpty else { continue }
                expect(listener, shown, [topic], growth.canaries.filter { $0.value.topic == topic.name })
            }
        }
    }

    private func expect(
        _ listener: Listener,
        _ heard: [UInt8],
        _ taken: [CanaryCatalogue.Topic],
        _ known: [String: Canary]
    ) {
        let readers = Dictionary(uniqueKeysWithValues: taken.map { ($0.name, listener.reader(of: $0)) })
        let found = Canary.found(in: heard, among: known)
        for (text, canary) in known {
            let isShown = readers[canary.topic].map(canary.shows) ?? false
            let isWorker = !listener.toldAs.isEmpty
            guard found.contains(text) != isShown, !(isWorker && isShown) else { continue }
            Issue.record("\(canary.field) \(isShown ? "is kept from" : "reached") \(listener.user)")
        }
    }

    // MARK: Saying

    /// What answers, moves or ends something comes after the rest, so that there is something.
    private static func isEarly(_ topic: String) -> Bool {
        let late = ["acknowledgement.made", "allocation.ended", "casefile.closed", "death.child"]
        return topic == "transfer.move-notified" || !late.contains(topic) && !topic.hasPrefix("transfer.")
    }

    /// Says everything, right and wrong; answers with what was taken, and all that the speaker heard.
    private func speak(
        _ partnership: Partnership,
        _ catalogue: CanaryCatalogue,
        _ growth: inout CanaryGrowth
    ) async throws -> (taken: [(topic: CanaryCatalogue.Topic, sequence: LedgerSequence)], heard: [UInt8]) {
        let speaker = try await partnership.client(Self.speaker.user)
        var taken: [(topic: CanaryCatalogue.Topic, sequence: LedgerSequence)] = []
        let topics = growth.shuffled(catalogue.topics.filter { Self.isEarly($0.name) })
        for topic in topics + catalogue.topics.filter({ !Self.isEarly($0.name) }).reversed() {
            let payload = growth.payload(of: topic)
            let said = Self.said(topic.name, payload, note: growth.note())
            if case .success(let sequence) = try await speaker.attempt(said) {
                taken.append((topic, sequence))
            }
            var faults = CanaryFaults.payloads(payload, topic, &growth).map {
                Self.said(topic.name, $0, id: "wrong")
            }
            faults += CanaryFaults.events(String(decoding: said.body, as: UTF8.self), &growth).map {
                Said(topic.name, id: said.id + "-wrong", event: $0)
            }
            // The same id for something else.
            faults.append(
                Said(
                    topic.name,
                    id: said.id,
                    event: Self.event(topic.name, said.id, [], note: growth.secret("409"))
                )
            )
            for fault in growth.shuffled(faults).prefix(10) {
                guard case .success = try await speaker.attempt(fault) else { continue }
                Issue.record("\(fault.topic) was taken: \(String(decoding: fault.body, as: UTF8.self))")
            }
        }
        for (verb, head) in CanaryFaults.heads(&growth) {
            try await speaker.send(
                frames: ["CC1", verb, "r", head, ""].map { Array($0.utf8) }
            )
            _ = try await speaker.nextText("ERROR")
        }
        let heard = await speaker.heard
        await speaker.close()
        return (taken, heard)
    }

    private static func said(_ topic: String, _ payload: [JSONMember], id: String? = nil, note: String = "")
        -> Said
    {
        let id = id ?? "canary-" + topic
        return Said(topic, id: id, event: event(topic, id, payload, note: note))
    }

    private static func event(_ topic: String, _ id: String, _ payload: [JSONMember], note: String) -> String
    {
        let data = String(decoding: JSONValue.object(payload).serialized(), as: UTF8.self)
        return """
            {"specversion":"1.0","id":"\(id)","source":"urn:concordat:E08000025:zz-say:all",\
            "type":"\(topic).v1","subject":"","time":"2018-06-05T22:48:00Z","datacontenttype":"application/json",\
            "vendornote":"\(note)","data":\(data)}
            """
    }

    // MARK: Hearing

    /// Has a system delivered and read all that it can, and answers with every byte that it was sent.
    private static func hear(_ reader: TestClient, _ entries: [LedgerSequence]) async throws -> [UInt8] {
        try await reader.send(.ping)
        _ = try await reader.nextText("PONG")
        var story = ClientMessage.Fetch(.chronology)
        story.caseID = CaseID("C-1042")
        repeat {
            try await reader.send(.fetch(story))
            story.after = try await reader.nextPage()
        } while story.after != nil
        var fetches = entries.map { sequence in
            var fetch = ClientMessage.Fetch(.explain)
            fetch.sequence = sequence
            return fetch
        }
        for what in [ClientMessage.Fetch.What.case, .inbox, .duty, .transfer, .checkpoint] {
            var fetch = ClientMessage.Fetch(what)
            fetch.caseID = CaseID("C-1042")
            if what == .inbox { fetch.person = StaffID("bhm-hv/linda.okafor") }
            fetches.append(fetch)
        }
        for fetch in fetches { try await reader.send(.fetch(fetch)) }
        for _ in fetches { _ = try await reader.nextPage() }
        let heard = await reader.heard
        await reader.close()
        return heard
    }
}

extension TestClient {
    /// Where the next page goes on; nowhere, if it is refused.
    fileprivate func nextPage() async throws -> String? {
        try await next { message -> String?? in
            switch message.verb {
            case .page(_, let next, _): .some(next)
            case .error: .some(nil)
            case .welcome, .receipt, .subscribed, .deliver, .acked, .nacked, .detached, .pong, .bye: nil
            }
        }
    }
}
