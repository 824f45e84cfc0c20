import JSON
import Settings
import Testing
import Topics
import Vocabulary

@Suite struct CatalogueFolderTests {
    private func faults(_ files: [String: String]) throws -> [String] {
        let folder = try TemporaryFolder(files)
        do throws(SettingsFaults) {
            _ = try CatalogueFolder(path: folder.path).catalogue()
            return []
        } catch {
            return folder.relative(error.description)
        }
    }

    @Test func `a folder without fault is a catalogue`() throws {
        let folder = try TemporaryFolder(Samples.topics.merging(["README.md": "", ".hidden": ""]) { $1 })
        let catalogue = try CatalogueFolder(path: folder.path).catalogue()
        let definition = try #require(catalogue.definitions.first)
        #expect(catalogue.topics.map(\.text) == ["police.arrest"])
        #expect(definition.title == "Arrest")
        #expect(definition.purpose == "Tell who answers for a carer's child.")
        #expect(definition.publishers.map(\.description) == ["PPU", "authority"])
        #expect(definition.sees.map { "\($0.role) \($0.detail.rawValue)" } == ["LP full", "TM summary"])
        #expect(
            definition.lawfulBasis == LawfulBasis(article6: "public-task", gateway: "children-act-2004-s11")
        )
        #expect(
            String(decoding: definition.example.bytes, as: UTF8.self)
                == #"{"specversion":"1.0","id":"6f1c3d0a-7f43-4f39-9a5e-0d7f4a1b2c3d","#
                + #""source":"urn:concordat:E08000025:wmp:niche","type":"police.arrest.v1","#
                + #""time":"2017-01-04T20:10:00Z","datacontenttype":"application/json","data":{"people":"#
                + #"[{"identifiers":[{"scheme":"nhs","value":"9990516286"}]}],"grade":"high"}}"#
        )
        let data = try #require(definition.example.root["data"])
        #expect(definition.severity(of: data) == .s1)
    }

    @Test(arguments: [
        (
            "topic: police.arrest", "topic: police.charge",
            "1:8: topic: was `police.charge`; must be `police.arrest`, as the file's path says"
        ),
        ("title: Arrest\n", "", "1:1: title: was absent; must be there"),
        ("title: Arrest", "title:", "2:7: title: was nothing; must be text (numbers in quotes)"),
        ("title: Arrest", "title: 7", "2:8: title: was 7; must be text (numbers in quotes)"),
        (
            "title: Arrest", "title: Arrest\ntitle: Again",
            "2:1: title: was named more than once; must be named once"
        ),
        (
            "title: Arrest", "title: Arrest\nkolour: red",
            "3:1: kolour: was an unknown member; must be one of topic, title, owner, purpose, lawful-basis, publishers, severity, acknowledge, retention, sees, payload, example, on-request, always, nameless"
        ),
        (
            "title: Arrest", "title: [Arrest",
            "3:6: was malformed (did not find expected ',' or ']'); must be one YAML document"
        ),
        (
            "title: Arrest", "title: &a Arrest",
            "2:8: title: was marked with an anchor; must be written out wherever it is needed"
        ),
        (
            "art6: public-task", "art6: Public Task",
            "5:22: lawful-basis.art6: was `Public Task`; must be a term in a-z, 0-9 and -"
        ),
        (
            "[PPU, authority]", "[PPU, XYZ]",
            "6:19: publishers[1]: was `XYZ`; must be a role, broker or authority, named once"
        ),
        ("[PPU, authority]", "[]", "6:13: publishers: was a list of 0; must be a list of at least 1"),
        ("default: S3", "default: S5", "8:12: severity.default: was `S5`; must be one of S4, S3, S2, S1"),
        (
            "field: /grade", "field: /people",
            "10:15: severity.when[0].field: was `/people`; must be a JSON pointer to a scalar of the payload"
        ),
        (
            "is: [high]", "is: [top]",
            "10:28: severity.when[0].is[0]: was `top`; must be a value that the payload's /grade can have"
        ),
        (
            "acknowledge: standard", "acknowledge: yes",
            "11:14: acknowledge: was `yes`; must be one of standard, none"
        ),
        (
            "TM: summary", "XX: summary",
            "13:18: sees.XX: was `XX`; must be a role (domain.md 5.2), keyworker or active"
        ),
        (
            "payload:", "on-request: [GP]\npayload:",
            "14:14: on-request[0]: was `GP`; must be a role that sees the topic"
        ),
        (
            "TM: summary", "keyworker: {own: alert, other: full}",
            "13:49: sees.keyworker.other: was `full`; must be no more than a keyworker sees of their own"
        ),
        (
            "TM: summary", "keyworker: full",
            "13:29: sees.keyworker: was `full`; must be a mapping with own, other"
        ),
        (
            "TM: summary", "active: most",
            "13:26: sees.active: was `most`; must be one of alert, summary, full"
        ),
        (
            "TM: summary", "active: {detail: alert, except: [XX]}",
            "13:51: sees.active.except[0]: was `XX`; must be a role (domain.md 5.2), named once"
        ),
        (
            "payload:", "always: [GP]\npayload:",
            "14:10: always[0]: was `GP`; must be a role that sees the topic"
        ),
        (
            "default: S3", "default: S3\n  graded-by: /rooms",
            "9:14: severity.graded-by: was `/rooms`; must be a JSON pointer to a severity of the payload"
        ),
        (
            "default: S3", "default: S3\n  graded-by: /grade",
            "9:14: severity.graded-by: was `/grade`; must be a JSON pointer to a severity of the payload"
        ),
        ("TM: summary", "TM: most", "13:22: sees.TM: was `most`; must be one of alert, summary, full"),
        (
            "minimum: 0", "pattern: x",
            "21:37: payload.properties.rooms.pattern: was `pattern`; must be one of type, enum, const, minimum, maximum, audience, title, description"
        ),
        (
            "#/$defs/person", "#/$defs/child",
            "19:41: payload.properties.people.items.$ref: was `child`; must be a definition (there are: person)"
        ),
        (
            "specversion: \"1.0\"", "specversion: 1.0",
            "23:16: example.specversion: was 1.0; must be \"1.0\", in quotes"
        ),
        (
            "type: police.arrest.v1", "type: police.arrest",
            "26:9: example.type: was `police.arrest`; must be `police.arrest.v1`"
        ),
        (
            "2017-01-04T20:10:00Z", "2017-01-04",
            "27:9: example.time: was `2017-01-04`; must be an RFC 3339 date-time with its offset"
        ),
        (
            "E08000025:wmp", "Birmingham:wmp",
            "25:11: example.source: was `urn:concordat:Birmingham:wmp:niche`; must be urn:concordat:<authority>:<agency>:<system>"
        ),
        (
            "9990516286", "9990516287",
            "31:44: example.data.people[0].identifiers[0].value: was a string of 10 characters at /data/people/0/identifiers/0/value; must be an NHS number of ten digits with a right check digit"
        ),
        (
            "    grade: high", "    gread: high",
            "30:5: example.data: was absent at /data/grade; must be there"
        ),
    ])
    func `each fault of a topic's file is told with its place`(find: String, put: String, expected: String)
        throws
    {
        let spoilt = Samples.topic.replacing(find, with: put)
        #expect(spoilt != Samples.topic)
        var files = Samples.topics
        files["police/arrest.yaml"] = spoilt
        let found = try faults(files)
        #expect(found == ["police/arrest.yaml:" + expected])
    }

    @Test func `all faults are told at once, in order`() throws {
        var files = Samples.topics
        files["police/arrest.yaml"] = Samples.topic.replacing("S3", with: "S9").replacing(
            "standard\n",
            with: "x\n"
        )
        files["health/birth.yaml"] = "- a"
        files["health/Birth.yaml"] = ""
        files["notes.txt"] = ""
        let found = try faults(files)
        #expect(
            found == [
                "health/Birth.yaml: was a file that is no topic's; must be definitions.yaml or <area>/<event>.yaml, in a-z, 0-9 and -",
                "health/birth.yaml:1:1: was a list of 1; must be a mapping with topic, title, owner, purpose, lawful-basis, publishers, severity, acknowledge, retention, sees, payload, example",
                "notes.txt: was a file that is no topic's; must be definitions.yaml or <area>/<event>.yaml, in a-z, 0-9 and -",
                "police/arrest.yaml:8:12: severity.default: was `S9`; must be one of S4, S3, S2, S1",
                "police/arrest.yaml:11:14: acknowledge: was `x`; must be one of standard, none",
            ]
        )
    }

    @Test func `a definition that nobody uses is a fault`() throws {
        var files = Samples.topics
        files["definitions.yaml"] = Samples.definitions + "\n  spare: {type: string}"
        let found = try faults(files)
        #expect(
            found == [
                "definitions.yaml:16:10: $defs.spare: was unused; must be used by a topic, or gone"
            ]
        )
    }

    @Test func `a fault of a definition is told once, not by every topic`() throws {
        var files = Samples.topics
        files["definitions.yaml"] = Samples.definitions.replacing("minItems: 1", with: "minItems: x")
        let found = try faults(files)
        #expect(
            found == [
                "definitions.yaml:10:19: $defs.person.properties.identifiers.minItems: was `x`; must be an integer"
            ]
        )
    }

    @Test func `a folder that is not there is a fault`() {
        #expect(
            throws: SettingsFaults([
                SettingsFault(
                    file: "/nowhere/Topics",
                    was: "no folder that can be read",
                    mustBe: "a folder of topics"
                )
            ])
        ) {
            try CatalogueFolder(path: "/nowhere/Topics").catalogue()
        }
    }
}
