import BrokerCore
import Concerns
import JSON
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

extension Decoder {
    /// Five frames: the lengths of the first four in two bytes each before them, the fifth is the rest.
    private static func frames(_ bytes: [UInt8]) -> [[UInt8]] {
        var rest = bytes[...]
        var frames: [[UInt8]] = []
        for _ in 0..<4 {
            guard rest.count >= 2 else { break }
            let length = Int(rest[rest.startIndex]) | Int(rest[rest.startIndex + 1]) << 8
            rest = rest.dropFirst(2)
            frames.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return frames + [Array(rest)]
    }

    static func takeClient(_ bytes: [UInt8]) {
        switch ClientMessage.decode(frames(bytes)) {
        case .message(let message):
            let again = ClientMessage.decode(message.frames)
            precondition(again == .message(message), "what was read is not what is written")
            guard case .publish(let publish) = message.verb else { return }
            do throws(WireRefusal) { _ = try publish.concern() } catch { _ = error.text }
        case .refused(let refusal, let request):
            precondition(request.count <= 32)
            // Every refusal can itself be said.
            let answer = BrokerMessage(request: request, verb: .error(refusal))
            do throws(WireRefusal) { _ = try BrokerMessage(decoding: answer.frames) } catch {
                preconditionFailure("a refusal that cannot be read: \(error.text)")
            }
        case .dropped: return
        }
    }

    static func takeBroker(_ bytes: [UInt8]) {
        do throws(WireRefusal) {
            let message = try BrokerMessage(decoding: frames(bytes))
            let again = try BrokerMessage(decoding: message.frames)
            precondition(again == message, "what was read is not what is written")
        } catch {
            _ = error.text
        }
    }

    static func takeJSON(_ bytes: [UInt8]) {
        do throws(JSONError) {
            let written = try JSONDocument(parsing: bytes).root.value.serialized()
            // By text, because 10000000000000000.5 is written as an integer, as RFC 8785 has it.
            let again = try JSONDocument(parsing: written).root.value.serialized()
            precondition(again == written, "what was written is not read")
        } catch {
            _ = error.description
        }
    }

    static func takeEvent(_ bytes: [UInt8]) {
        do throws(ConcernFault) {
            let concern = try Concern(parsing: bytes)
            let signed = concern.signedBytes
            let again = try Concern(parsing: signed).signedBytes
            precondition(again == signed, "what is canonical has another canonical form")
        } catch {
            _ = "\(error)"
        }
    }

    static func takeReceipt(_ bytes: [UInt8]) {
        do throws(ReceiptFault) {
            let receipt = try ReceiptBody(parsing: bytes)
            let again = try ReceiptBody(parsing: receipt.bytes)
            precondition(again == receipt, "what was read is not what is written")
        } catch {
            _ = "\(error)"
        }
    }

    static func takeFacts(_ bytes: [UInt8]) {
        do throws(FactFault) {
            let facts = try BrokerFact.read(bytes)
            let again = try BrokerFact.read(facts.flatMap { $0.line() })
            precondition(again == facts, "what was read is not what is written")
            let noted = try NotedFact.read(bytes)
            let notedAgain = try NotedFact.read(noted.flatMap(\.line))
            precondition(notedAgain == noted, "what was noted is not what is written")
        } catch {
            _ = "\(error)"
        }
    }

    static func takeTopic(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        var trie = PatternTrie()
        let patterns = lines.compactMap { TopicPattern($0) }
        for (number, pattern) in patterns.enumerated() {
            precondition(pattern.text == TopicPattern(pattern.text)?.text)
            _ = trie.insert(Int64(number), for: pattern)
        }
        for topic in lines.compactMap({ Topic($0) }) {
            let expected = patterns.indices.filter { patterns[$0].matches(topic) }
            precondition(
                trie.values(matching: topic) == expected.map { Int64($0) },
                "the trie matches otherwise"
            )
        }
        for (number, pattern) in patterns.enumerated() {
            precondition(trie.remove(Int64(number), for: pattern), "what was put in is not there")
        }
    }
}
