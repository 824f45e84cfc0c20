import BrokerClient
import BrokerCore
import CLinuxShims
import Concerns
import JSON
import Routing
import Settings
import Topics
import Vocabulary
import Wire

/// What the core takes to decide one concern about a child of an authority with so many open cases.
///
/// The machine that serves, without disk and sockets, under the shipped policy: each case has a child and a mother in a
/// household, a social worker and two more who work on it; staff are 2,000. The control is the same with 1,000 cases, so
/// the ratio says what their number costs.
struct BenchCasework {
    private static let few = 1_000
    private static let staff = 2_000

    private let counts: [Int]
    private var towns: [Town] = []
    private var control: Town

    /// Takes its time: so many cases are opened.
    init(_ counts: [Int], house: String) throws {
        self.counts = counts
        let files = try PartnershipFiles(topics: house + "/Topics", folder: house + "/Configs")
        control = try Town(cases: Self.few, staff: Self.staff, files)
        for count in counts { towns.append(try Town(cases: count, staff: Self.staff, files)) }
    }

    mutating func measure(seconds: Double, into figures: inout FigureList) throws {
        for place in counts.indices {
            figures.add(
                "one concern decided, \(Grouped.text(counts[place])) cases",
                "us",
                try towns[place].cost(seconds: seconds / 2),
                control: try control.cost(seconds: seconds / 2)
            )
        }
    }
}

extension BenchCasework {
    /// An authority in memory.
    private struct Town {
        private static let authority = "E08000099"
        private static let batch = 64
        private var machine: BrokerMachine
        private let cases: Int
        private var said = 0
        private var now = Instant(milliseconds: 1_790_000_000_000)
        private let connection = ConnectionID(1)
        private let user: UserID = identifier("town/desk")

        init(cases: Int, staff: Int, _ files: PartnershipFiles) throws {
            self.cases = cases
            machine = BrokerMachine(policy: Self.policy(files, staff: staff), boot: "bench")
            _ = try machine.start(at: Tick(now: now, monotonic: 0))
            _ = try say([(.hello(agent: "bench"))])
            for first in stride(from: 0, to: cases, by: 50) {
                let some = first..<min(first + 50, cases)
                _ = try say(try some.flatMap { try Self.opening($0, staff: staff) }.map(publish))
            }
        }

        /// Microseconds of the processor for each concern: nothing here waits.
        mutating func cost(seconds: Double) throws -> Double {
            var (decided, spent) = (0, Int64(0))
            let watch = Stopwatch()
            repeat {
                // Made beforehand: the broker is measured, not who writes to it.
                let verbs = try (0..<Self.batch).map { try concern(said + $0) }
                said += Self.batch
                let start = linux_thread_processor_time()
                let turn = try say(verbs)
                spent += linux_thread_processor_time() - start
                precondition(turn.entries.count >= Self.batch, "every concern is an entry")
                decided += Self.batch
            } while watch.seconds < seconds
            return Double(spent) / 1_000 / Double(decided)
        }

        private static func policy(_ files: PartnershipFiles, staff: Int) -> Policy {
            let everything: [TopicPattern] = [TopicPattern(">")].compactMap(\.self)
            let roles = Role.codes.compactMap { Role($0) }
            let key = SystemKey(
                key: identifier("key"),
                user: identifier("town/desk"),
                status: .active,
                roles: roles,
                publishes: everything,
                sees: everything,
                cases: .all
            )
            let agency: AgencyID = identifier("town")
            let people = (0..<staff).map { number in
                let kinds = ["ASW", "HV", "GP", number == 3 ? "TM" : "KWM"]
                return StaffMember(
                    id: identifier("town/worker-\(number)"),
                    agency: agency,
                    roles: [Role(kinds[number % 4])].compactMap(\.self),
                    kind: .person
                )
            }
            return Policy(
                authority: identifier(authority),
                catalogue: files.catalogue,
                ladders: files.ladders,
                calendar: files.calendar,
                clocks: files.clocks,
                meetings: files.meetings,
                patterns: files.patterns,
                register: [.agencyRecorded(agency), .keyRecorded(key)] + people.map { .staffRecorded($0) },
                peers: [:],
                checkpointKeys: [],
                storyClock: false
            )
        }

        private static func person(_ name: String, _ number: Int) -> String {
            #"{"role":"\#(name)","identifiers":[{"scheme":"town","value":"\#(name)-\#(number)"}]}"#
        }

        private static func opening(_ number: Int, staff: Int) throws -> [(String, String)] {
            let base = number * 4 % staff
            let mother =
                #"{"identifiers":[{"scheme":"town","value":"mother-\#(number)"}],"relation":"parent"}"#
            let child = #"{"identifiers":[{"scheme":"town","value":"child-\#(number)"}],"relation":"child"}"#
            let workers = zip(["ASW", "HV", "GP"], 0...).map { role, offset in
                (
                    "allocation.made",
                    #"{"case":"C-\#(number)","staff":"town/worker-\#((base + offset) % staff)","role":"\#(role)","#
                        + #""from":"2026-09-01"}"#
                )
            }
            return [
                (
                    "casefile.opened",
                    #"{"case":"C-\#(number)","children":[\#(person("child", number))],"opened":"2026-09-01"}"#
                ),
                ("register.household", #"{"household":"H-\#(number)","members":[\#(child),\#(mother)]}"#),
            ] + workers
        }

        private func concern(_ place: Int) throws -> ClientMessage.Verb {
            let number = place &* 7_919 % cases
            let data =
                #"{"people":[\#(Self.person("mother", number)),\#(Self.person("child", number))],"#
                + #""taken":"2026-09-20","result":"negative","observed":{"tests":[{"person":0,"outcome":"negative"}]}}"#
            return publish(("substance.test-result", data), place)
        }

        private func publish(_ said: (String, String)) -> ClientMessage.Verb { publish(said, nil) }

        private func publish(_ said: (String, String), _ place: Int?) -> ClientMessage.Verb {
            let id = MessageID.random()
            guard let topic = Topic(said.0) else { preconditionFailure("a topic of ours: \(said.0)") }
            let body = Array(
                (#"{"specversion":"1.0","id":"\#(id)","source":"urn:concordat:\#(Self.authority):town:desk","type":"#
                    + #""\#(topic.eventType)","subject":"","time":"\#(now.rfc3339)","#
                    + #""datacontenttype":"application/json","data":\#(said.1)}"#).utf8
            )
            return .publish(ClientMessage.Publish(id: id, topic: topic, sha256: .ofBody(body), body: body))
        }

        private mutating func say(_ verbs: [ClientMessage.Verb]) throws -> Turn {
            now = now.advanced(byMilliseconds: 20)
            let origin = Arrival.Origin(connection: connection, user: user, key: identifier("key"))
            let arrivals = verbs.map {
                Arrival.message(origin, .message(ClientMessage(request: [], verb: $0)), earlier: nil)
            }
            let turn = machine.turn(arrivals, at: Tick(now: now, monotonic: 0))
            for case .send(let message, to: _) in turn.actions {
                if case .error(let refusal) = message.verb {
                    throw CommandFailure.refused("the core refused it: \(refusal.text)")
                }
            }
            for _ in verbs { machine.receiptLeft(on: connection) }
            return turn
        }
    }
}
