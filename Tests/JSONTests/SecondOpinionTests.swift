import Foundation
import JSON
import Testing

/// Our reader against Python's, made equally strict, and against Foundation's, which is laxer.
@Suite struct SecondOpinionTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `generated documents are taken, refused and understood as Python does`(seed: UInt64) throws {
        var generator = GeneratedDocument(random: SeededGenerator(seed: seed))
        let documents = (0..<3000).map { $0.isMultiple(of: 2) ? generator.wellFormed() : generator.damaged() }
        try expectAgreement(documents)
    }

    @Test func `the sample event cut off anywhere is refused, as by Python`() throws {
        let documents = (0..<SampleEvent.bytes.count).map { Array(SampleEvent.bytes[..<$0]) }
        for document in documents { #expect(throws: JSONError.self) { try JSONDocument(parsing: document) } }
        try expectAgreement(documents)
    }

    @Test func `the sample event with any one byte changed is read as Python does`() throws {
        var documents: [[UInt8]] = []
        for place in SampleEvent.bytes.indices {
            for byte in UInt8.min ... .max where byte != SampleEvent.bytes[place] {
                var document = SampleEvent.bytes
                document[place] = byte
                documents.append(document)
            }
        }
        try expectAgreement(documents)
    }

    @Test(arguments: 100..<108 as Range<UInt64>)
    func `what we take, Foundation takes, with the same value`(seed: UInt64) throws {
        var generator = GeneratedDocument(random: SeededGenerator(seed: seed))
        for index in 0..<1000 {
            let text = index.isMultiple(of: 2) ? generator.wellFormed() : generator.damaged()
            let theirs = foundation(text)
            do {
                let ours = try JSONDocument(parsing: text).root
                let object = try #require(theirs, "Foundation refuses \(text)")
                #expect(isSame(ours, object), "\(String(decoding: text, as: UTF8.self))")
            } catch let error as JSONError {
                // Foundation allows duplicates, depth, lone surrogates and UTF-16 and UTF-32 texts; nothing else.
                let isLaxer = [.duplicateMember, .tooDeep, .loneSurrogate].contains(error.reason)
                #expect(theirs == nil || isLaxer || text.prefix(4).contains(0), "\(error): \(text)")
            }
        }
    }

    @Test(arguments: 200..<300 as Range<UInt64>)
    func `a value written and read is the same value`(seed: UInt64) throws {
        var generator = GeneratedDocument(random: SeededGenerator(seed: seed))
        for _ in 0..<20 {
            guard let value = document(generator.wellFormed())?.root.value else { continue }
            let again = try JSONDocument(parsing: value.serialized()).root.value
            // A double that is a whole number is written without a fraction, and so read as an integer.
            #expect(again.serialized() == value.serialized())
        }
    }

    private func document(_ text: [UInt8]) -> JSONDocument? {
        do { return try JSONDocument(parsing: text) } catch { return nil }
    }

    private func foundation(_ text: [UInt8]) -> Any? {
        do {
            return try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
        } catch { return nil }
    }

    private func expectAgreement(_ documents: [[UInt8]]) throws {
        let theirs = try PythonReader.read(documents)
        try #require(theirs.count == documents.count)
        for (document, theirs) in zip(documents, theirs) {
            let ours = self.document(document).map {
                String(decoding: $0.root.value.serialized(), as: UTF8.self)
            }
            guard ours.map({ Array($0.utf8) }) != theirs.map({ Array($0.utf8) }) else { continue }
            Issue.record("\(document): ours \(ours ?? "refused"), Python's \(theirs ?? "refused")")
        }
    }

    private func isSame(_ ours: JSONNode, _ theirs: Any) -> Bool {
        switch ours.kind {
        case .null: theirs is NSNull
        case .boolean: theirs as? Bool == ours.bool
        case .integer, .number:
            // Foundation keeps some numbers as decimals and rounds twice, so only closeness can be asked of it.
            (theirs as? NSNumber).map { closeness($0.doubleValue, ours.number ?? .nan) < 1e-13 } ?? false
        case .string: (theirs as? String).map { ours.isString($0) } ?? false
        case .array:
            (theirs as? [Any]).map { theirs in
                theirs.count == ours.count && zip(ours.elements, theirs).allSatisfy { isSame($0, $1) }
            } ?? false
        case .object:
            // Foundation's dictionary loses one of two names that differ only in their normalization.
            (theirs as? [String: Any]).map { theirs in
                theirs.count < ours.count
                    || ours.members.allSatisfy { member in
                        theirs[member.key].map { isSame(member.node, $0) } ?? false
                    }
            } ?? false
        }
    }

    private func closeness(_ lhs: Double, _ rhs: Double) -> Double {
        lhs == rhs ? 0 : abs(lhs - rhs) / max(abs(lhs), abs(rhs))
    }
}
