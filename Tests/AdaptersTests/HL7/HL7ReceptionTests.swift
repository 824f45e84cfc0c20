import BrokerClient
import Foundation
import Testing
import Vocabulary
import Wire

@testable import Adapters

@Suite struct HL7ReceptionTests {
    private let sink = RecordingSink()
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private var list: String { folder + ".jsonl" }

    private func reception() throws -> HL7Reception {
        HL7Reception(
            configuration: try HL7Samples.configuration(),
            sink: sink,
            journal: AdapterJournal(name: "bhm-ch/pas", list: list) {
                Instant(milliseconds: 1_480_766_400_000)
            }
        )
    }

    /// The answer to a message, segment by segment behind the header.
    private func answer(_ text: String) async throws -> [String] {
        let reception = try reception()
        let pending = try #require(try await reception.take(.message(Array(text.utf8))))
        let bytes = try await reception.answer(pending).bytes(
            id: "CC1",
            at: Instant(milliseconds: 1_480_766_400_000)
        )
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r").map(String.init)
    }

    @Test func `a child that was not brought and an adult who did not attend are different topics`()
        async throws
    {
        #expect(try await answer(HL7Samples.noShow("A1")).dropFirst() == ["MSA|AA|A1"])
        #expect(try await answer(HL7Samples.noShow("A2", born: "19920208")).dropFirst() == ["MSA|AA|A2"])
        let bodies = sink.bodies
        #expect(bodies.count == 2)
        #expect(bodies.first?.contains(#""type":"health.was-not-brought.v1""#) == true)
        #expect(bodies.last?.contains(#""type":"health.appointment-missed.v1""#) == true)
        #expect(
            bodies.first?.hasSuffix(
                #""data":{"due":"2016-12-02","service":"Paediatric clinic","people":[{"identifiers":[{"scheme":"nhs","#
                    + #""value":"9990516286"},{"scheme":"bhm-ch","value":"C-77"}],"name":"Esme Hartley","born":"2014-05-01"}]}}"#
            ) == true
        )
    }

    @Test func `on the sixteenth birthday a child is one no longer`() async throws {
        _ = try await answer(HL7Samples.noShow("B1", born: "20001202"))
        _ = try await answer(HL7Samples.noShow("B2", born: "20001203"))
        #expect(sink.bodies.map { $0.contains("was-not-brought") } == [false, true])
    }

    @Test func `the same message again is the same event, and other words under its id are refused`()
        async throws
    {
        for _ in 0..<3 { #expect(try await answer(HL7Samples.noShow("C1")).last == "MSA|AA|C1") }
        #expect(sink.now.stored.count == 1)
        let other = try await answer(HL7Samples.noShow("C1", born: "20140502"))
        #expect(other.at(1) == "MSA|AR|C1")
        #expect(other.at(2).hasPrefix("ERR||MSH^1^10|205^Duplicate key identifier^HL70357|E||||"))
        #expect(sink.now.stored.count == 1)
    }

    @Test func `a fault names its segment and field, and repeats nothing of what stands there`() async throws
    {
        let secret = "SECRETWORD"
        let unknown = try await answer(HL7Samples.noShow("D1", status: secret))
        #expect(unknown.at(1) == "MSA|AE|D1")
        #expect(
            unknown.at(2) == "ERR||SCH^1^25|103^Table value not found^HL70357|E||||SCH-25: must be one of DNA"
        )
        let undated = try await answer(HL7Samples.noShow("D2", born: secret))
        #expect(undated.at(2).hasPrefix("ERR||PID^1^7|103^"))
        let number = HL7Samples.noShow("D3").replacing("9990516286", with: "9990516287")
        #expect(try await answer(number).at(2).hasPrefix("ERR||PID^1^3|102^Data type error^HL70357|E||||"))
        let trigger = HL7Samples.noShow("D4").replacing("SIU^S26", with: "SIU^S27")
        let event = try await answer(trigger)
        #expect(event.at(1) == "MSA|AR|D4")
        #expect(event.at(2).hasPrefix("ERR||MSH^1^9|201^Unsupported event code^HL70357|E||||"))
        #expect(sink.now.stored.isEmpty)
        let journal = try String(contentsOfFile: list, encoding: .utf8)
        #expect(journal.split(separator: "\n").count == 4)
        #expect(journal.contains(#""message":"D1","code":"103","reason":"SCH-25: must be one of DNA""#))
        #expect(!(unknown + undated).joined().contains(secret) && !journal.contains(secret))
    }

    @Test func `training, other versions and messages without an id are refused`() async throws {
        let text = HL7Samples.noShow("E1")
        #expect(
            try await answer(text.replacing("|P|2.5.1", with: "|T|2.5.1")).at(2).contains("MSH^1^11|202^")
        )
        #expect(try await answer(text.replacing("|P|2.5.1", with: "|P|3")).at(2).contains("MSH^1^12|203^"))
        #expect(try await answer(text.replacing("|E1|", with: "||")).at(1) == "MSA|AE|")
        #expect(sink.now.stored.isEmpty)
    }

    @Test func `a positive answer needs the broker's receipt`() async throws {
        sink.set { $0.isSilent = true }
        let waiting = try await answer(HL7Samples.noShow("F1"))
        #expect(waiting.at(1) == "MSA|AE|F1")
        #expect(waiting.at(2).contains("must be sent again: it is stored, and not receipted yet"))
        sink.set { $0.refusal = WireRefusal(.schema, "text", field: "/data/due") }
        let refused = try await answer(HL7Samples.noShow("F1"))
        #expect(refused.at(2).hasSuffix("must be what the broker takes: 422 SCHEMA /data/due"))
        sink.set {
            $0.refusal = nil
            $0.isSilent = false
        }
        #expect(try await answer(HL7Samples.noShow("F1")).dropFirst() == ["MSA|AA|F1"])
        #expect(sink.now.stored.count == 1)
    }

    @Test func `a panel with one positive is positive, and other results tell nobody`() async throws {
        let lines = [
            HL7Samples.header("ORU^R01^ORU_R01", "G1"), "PID|1||9992839457^^^NHS^NH||Hartley^Tasha",
            "OBR|1|||UDS|||201606081030", "OBX|1|CE|OPI||NEG", "OBX|2|CE|COC||POS",
            "OBR|2|||FBC|||201606081030",
            "OBX|1|NM|HB||120",
        ]
        #expect(try await answer(lines.joined(separator: "\r")).last == "MSA|AA|G1")
        #expect(sink.bodies.count == 1)
        #expect(
            sink.bodies.first?.contains(
                #""result":"positive","people":[{"identifiers":[{"scheme":"nhs","value":"9992839457"}],"name":"Tasha"#
                    + #" Hartley"}],"panel":[{"substance":"OPI","result":"NEG"},{"substance":"COC","result":"POS"}]"#
            ) == true
        )
    }

    @Test func `the answer speaks with the sender's own delimiters`() async throws {
        let text = HL7Samples.noShow("H1", status: "X").replacing("|", with: "*").replacing("^", with: ":")
        let answer = try await answer(text)
        #expect(
            answer[0].hasPrefix(
                "MSH*:~\\&*CONCORDAT*BHM*PAS*CH*20161203120000+0000**ACK:S26:ACK*CC1*P*2.5.1*"
            )
        )
        #expect(answer.at(1) == "MSA*AE*H1")
    }
}

extension [String] {
    /// A segment of an answer, empty if it has none there.
    fileprivate func at(_ place: Int) -> String { place < count ? self[place] : "" }
}
