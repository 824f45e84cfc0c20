import BrokerCore
import Escalation
import Settings
import Testing
import Topics
import Vocabulary

@Suite struct BrokerFileTests {
    private static let file = "Configs/E08000025/broker.yaml"

    private func faults(_ files: [String: String]) throws -> [String] {
        let folder = try TemporaryFolder(files)
        do throws(SettingsFaults) {
            _ = try BrokerFile(path: "\(folder.path)/\(Self.file)")
            return []
        } catch {
            return folder.relative(error.description)
        }
    }

    @Test func `files without fault give every value`() throws {
        let folder = try TemporaryFolder(Samples.authority)
        let broker = try BrokerFile(path: "\(folder.path)/\(Self.file)")
        #expect(broker.authority.text == "E08000025" && broker.name == "Birmingham")
        #expect(broker.endpoint == "tcp://127.0.0.1:17710")
        #expect(broker.curveKeyPath == "\(folder.path)/Configs/E08000025/keys/broker.key_secret")
        #expect(broker.mirrorPath == nil)
        #expect(broker.catalogue.topics.map(\.text) == ["police.arrest"])
        #expect(broker.calendar.holidays.map(\.iso8601) == ["2016-12-26", "2016-12-27", "2017-01-02"])
        #expect(broker.calendar.openingMinute == 540 && broker.calendar.closingMinute == 1020)
        #expect(broker.ladders.s1.limit == .clockMinutes(60))
        #expect(broker.ladders.s1.rungs.map(\.role.code) == ["DUTY", "TM", "HOS"])
        #expect(broker.ladders.s1.outOfHours == .emergencyDutyTeam)
        #expect(broker.ladders.s2.limit == .workingMinutes(240))
        #expect(broker.ladders.s2.heightenedLimit == .clockMinutes(240))
        #expect(broker.ladders.s2.rungs.map(\.limit) == [nil, .clockMinutes(30)])
        #expect(broker.ladders.s4.limit == .workingDays(5))
        #expect(broker.agencies.map(\.id.text) == ["wmp", "bhm-csc"])
        let systems = broker.agencies.flatMap(\.systems)
        #expect(systems.map(\.user.text) == ["wmp/niche", "bhm-csc/cms"])
        #expect(
            systems.map(\.key) == [
                .z85("JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"),
                .certificate(path: "\(folder.path)/Configs/E08000025/keys/cms.key"),
            ]
        )
        #expect(systems.map(\.cases) == [.involved, .all])
        #expect(systems.map { $0.sees.map(\.text) } == [[], ["case.>"]])
        let staff = broker.agencies.flatMap(\.staff)
        #expect(staff.map(\.id.text) == ["bhm-csc/nadia.bloom", "bhm-csc/duty"])
        #expect(staff.map { $0.members?.map(\.text) } == [nil, ["bhm-csc/nadia.bloom"]])
        #expect(broker.peers.map(\.clientKey) == ["rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"])
    }

    @Test(arguments: [
        ("3 days", Limit.clockMinutes(4_320)), ("90 minutes", .clockMinutes(90)),
        ("2 working days", .workingDays(2)),
    ])
    func `how long a system may say nothing is read, in its own words as well`(text: String, limit: Limit)
        throws
    {
        var files = Samples.authority
        let path = "Configs/E08000025/agencies.yaml"
        files[path] = files[path]?
            .replacing("cases: involved", with: "cases: involved\n        silent-after: \(text)")
        let folder = try TemporaryFolder(files)
        let broker = try BrokerFile(path: "\(folder.path)/\(Self.file)")
        let terms = broker.agencies.flatMap(\.systems).map(\.silence)
        #expect(terms == [SilenceBook.Terms(limit: limit, phrase: text), nil])
    }

    @Test func `whom to ring about a system is its own contact, else its agency's, else nobody`() throws {
        var files = Samples.authority
        let path = "Configs/E08000025/agencies.yaml"
        files[path] = files[path]?
            .replacing(
                "id: wmp\n",
                with: "id: wmp\n    contact: {name: Desk, phone: 0121 496 0109, hours: always}\n"
            )
        let agency = SystemContact(name: "Desk", phone: "0121 496 0109", hours: "always")
        func contacts() throws -> [SystemContact?] {
            let folder = try TemporaryFolder(files)
            let broker = try BrokerFile(path: "\(folder.path)/\(Self.file)")
            return broker.agencies.flatMap(\.systems).map(\.contact)
        }
        #expect(try contacts() == [agency, nil])
        files[path] = files[path]?
            .replacing(
                "cases: involved",
                with: "cases: involved\n        contact: {name: Night desk, phone: \"999\"}"
            )
        #expect(try contacts() == [SystemContact(name: "Night desk", phone: "999"), nil])
    }

    @Test(arguments: [
        (
            "E08000025/broker.yaml", "authority: E08000025", "authority: Birmingham",
            "1:12: authority: was `Birmingham`; must be a GSS code, a letter and eight digits"
        ),
        (
            "E08000025/broker.yaml", "tcp://127.0.0.1:17710", "tcp://127.0.0.1",
            "3:11: endpoint: was `tcp://127.0.0.1`; must be tcp://<address>:<port>"
        ),
        (
            "E08000025/broker.yaml", "tcp://127.0.0.1:17710", "tcp://127.0.0.1:99999",
            "3:11: endpoint: was `tcp://127.0.0.1:99999`; must be tcp://<address>:<port>"
        ),
        (
            "E08000025/broker.yaml", ", signing: keys/signing.key_secret", "",
            "4:7: keys.signing: was absent; must be there"
        ),
        (
            "E08000025/broker.yaml", "\"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"", "\"hunter2\"",
            "15:17: peers[0].server-key: was a text of 7 bytes; must be a key of 40 characters in Z85"
        ),
        (
            "E08000025/agencies.yaml", "id: bhm-csc\n", "id: wmp\n",
            "11:9: agencies[1].id: was `wmp`; must be an id of its own, printable ASCII without spaces and /"
        ),
        (
            "E08000025/agencies.yaml", "roles: [PPU]", "roles: [PP]",
            "7:17: agencies[0].systems[0].roles[0]: was `PP`; must be a role (domain.md 5.2), named once"
        ),
        (
            "E08000025/agencies.yaml", "[police.>]", "[\"police.>\", health.*]",
            "8:33: agencies[0].systems[0].publishes[1]: was `health.*`; must be a pattern of topics that one of its roles may publish"
        ),
        (
            "E08000025/agencies.yaml", "[\"case.>\"]", "[\"case.>.x\"]",
            "18:16: agencies[1].systems[0].sees[0]: was `case.>.x`; must be a topic pattern such as police.* or case.>"
        ),
        (
            "E08000025/agencies.yaml", "        certificate: keys/cms.key\n", "",
            "14:9: agencies[1].systems[0]: was without key; must be with one of key and certificate"
        ),
        (
            "E08000025/agencies.yaml", "cases: all", "cases: every",
            "19:16: agencies[1].systems[0].cases: was `every`; must be one of involved, all"
        ),
        (
            "E08000025/agencies.yaml", "cases: involved", "cases: involved\n        silent-after: a day",
            "11:23: agencies[0].systems[0].silent-after: was `a day`; must be a time such as 90 minutes, 24 hours, 3 days or 2 working days, at most 10000"
        ),
        (
            "E08000025/agencies.yaml", "cases: involved",
            "cases: involved\n        contact: {name: Desk, phone: at the door}",
            "11:38: agencies[0].systems[0].contact.phone: was `at the door`; must be a telephone number, at most 40 characters"
        ),
        (
            "E08000025/agencies.yaml", "cases: involved", "cases: involved\n        contact: {name: Desk}",
            "11:18: agencies[0].systems[0].contact.phone: was absent; must be there"
        ),
        (
            "E08000025/agencies.yaml", "members: [bhm-csc/nadia.bloom]", "members: [bhm-csc/nobody]",
            "22:82: agencies[1].staff[1].members[0]: was `bhm-csc/nobody`; must be the id of somebody on the staff"
        ),
        (
            "E08000025/agencies.yaml", "team: true, ", "",
            "22:9: agencies[1].staff[1]: was somebody with members; must be a team with members, or somebody without"
        ),
        (
            "E08000025/ladders.yaml", "1 hour", "1 our",
            "1:13: S1.limit: was `1 our`; must be a time such as 30 minutes, 1 hour, 4 working hours or 5 working days, at most 10000"
        ),
        (
            "E08000025/ladders.yaml", "[TM]}\nS4", "[]}\nS4",
            "3:35: S3.rungs: was a list of 0; must be a list of at least 1"
        ),
        (
            "E08000025/ladders.yaml", "\nS4: {limit: 5 working days, rungs: [TM]}", "",
            "1:1: S4: was absent; must be there"
        ),
        (
            "calendar.yaml", "2016-12-27", "2016-12-26",
            "6:5: holidays[1]: was `2016-12-26`; must be a date as YYYY-MM-DD, later than the one before"
        ),
        ("calendar.yaml", "\"17:00\"", "\"08:00\"", "3:10: closing: was `08:00`; must be later than opening"),
        (
            "calendar.yaml", "Europe/London", "Europe/Paris",
            "1:7: zone: was `Europe/Paris`; must be Europe/London"
        ),
    ])
    func `each fault of a broker's files is told with its place`(
        name: String,
        find: String,
        put: String,
        expected: String
    ) throws {
        var files = Samples.authority
        let whole = try #require(files["Configs/\(name)"])
        let spoilt = whole.replacing(find, with: put)
        #expect(spoilt != whole)
        files["Configs/\(name)"] = spoilt
        let faults = try faults(files).map { $0.replacing("E08000025/../", with: "") }
        #expect(faults == ["Configs/\(name):" + expected])
    }

    @Test func `what is not there is told by its name`() throws {
        var files = Samples.authority
        files["Configs/calendar.yaml"] = nil
        let found = try faults(files)
        #expect(
            found == [
                "Configs/E08000025/../calendar.yaml: was no file; must be a YAML file that this program may read"
            ]
        )
    }

    @Test func `faults of the topics are told with the broker's`() throws {
        var files = Samples.authority
        files["Topics/police/arrest.yaml"] = Samples.topic.replacing("S3", with: "S9")
        let found = try faults(files)
        #expect(
            found == [
                "Configs/E08000025/../../Topics/police/arrest.yaml:8:12: severity.default: was `S9`; must be one of "
                    + "S4, S3, S2, S1"
            ]
        )
    }
}
