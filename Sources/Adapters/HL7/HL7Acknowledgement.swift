import Vocabulary

/// The answer to a message: `AA` when it is receipted, else `AE` or `AR` with where and why.
struct HL7Acknowledgement: Sendable, Equatable {
    /// What the answer needs of the message's header, in the sender's own signs.
    struct Header: Sendable, Equatable {
        var delimiters = HL7Delimiters.usual
        var charset = HL7Charset.ascii
        var sender: [UInt8] = []
        var senderFacility: [UInt8] = []
        var receiver: [UInt8] = []
        var receiverFacility: [UInt8] = []
        var event: [UInt8] = []
        var control: [UInt8] = []
        var processing: [UInt8] = []
        var version: [UInt8] = []

        /// Of a message that could not be read, as much as there is.
        init(beginningOf bytes: [UInt8]) {
            let line = bytes.prefix(2_048).prefix { $0 != 0x0d && $0 != 0x0a }
            guard line.count > 8, line.starts(with: Array("MSH".utf8)) else { return }
            let fields = line.split(separator: line[3], omittingEmptySubsequences: false)
            guard fields.count > 1, let signs = HL7Delimiters(field: line[3], encodingCharacters: fields[1])
            else { return }
            delimiters = signs
            // MSH-1 is the sign itself, so a field stands one place before its number.
            func field(_ number: Int) -> [UInt8] {
                guard number <= fields.count else { return [] }
                return fields[number - 1].filter { $0 >= 0x20 && $0 < 0x7f }
            }
            (sender, senderFacility) = (field(3), field(4))
            (receiver, receiverFacility) = (field(5), field(6))
            let kind = field(9).split(separator: signs.component, omittingEmptySubsequences: false)
            event = kind.count > 1 ? Array(kind[1]) : []
            (control, processing, version) = (field(10), field(11), field(12))
        }
    }

    let header: Header
    let fault: HL7Fault?

    /// `AA`, `AE` or `AR`.
    var code: String {
        guard let fault else { return "AA" }
        return fault.code.isRejection ? "AR" : "AE"
    }

    /// The message, without its frame.
    func bytes(id: String, at now: Instant) -> [UInt8] {
        let signs = header.delimiters
        let separator = [signs.field]
        func segment(_ fields: [[UInt8]]) -> [UInt8] { Array(fields.joined(separator: separator)) + [0x0d] }
        func joined(_ parts: [String]) -> [UInt8] {
            Array(parts.map { Array(escaped($0).utf8) }.joined(separator: [signs.component]))
        }
        var kind = [Array("ACK".utf8)]
        if !header.event.isEmpty { kind += [header.event, Array("ACK".utf8)] }
        let version = header.version.isEmpty ? Array("2.5.1".utf8) : header.version
        var text =
            Array("MSH".utf8) + separator
            + segment([
                signs.encodingCharacters, header.receiver, header.receiverFacility, header.sender,
                header.senderFacility, Array(Self.timestamp(now).utf8), [],
                Array(kind.joined(separator: [signs.component])), Array(id.utf8),
                header.processing.isEmpty ? Array("P".utf8) : header.processing, version, [], [], [], [], [],
                Array(header.charset.name.utf8),
            ])
        text += segment([Array("MSA".utf8), Array(code.utf8), header.control])
        guard let fault else { return text }
        let place = fault.place.wholeMatch(of: /([A-Z][A-Z0-9]{2})(?:-([0-9]+).*)?/)
        let location = place.map { [String($0.1), "1"] + ($0.2.map { [String($0)] } ?? []) } ?? []
        return text
            + segment([
                Array("ERR".utf8), [], joined(location),
                joined([String(fault.code.rawValue), fault.code.text, "HL70357"]), Array("E".utf8), [], [],
                [],
                Array(escaped(fault.line).utf8),
            ])
    }

    private func escaped(_ text: String) -> String {
        let signs = header.delimiters
        var result: [UInt8] = []
        for byte in text.utf8 {
            let letter: Character? =
                switch byte {
                case signs.field: "F"
                case signs.component: "S"
                case signs.repetition: "R"
                case signs.subcomponent: "T"
                case signs.escape: "E"
                default: nil
                }
            if let letter, let escape = signs.escape, let ascii = letter.asciiValue {
                result += [escape, ascii, escape]
            } else {
                result.append(byte < 0x20 || byte > 0x7e ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `YYYYMMDDHHMMSS+ZZZZ` on London's clocks.
    private static func timestamp(_ instant: Instant) -> String {
        let text = LondonTime.rfc3339(Instant(milliseconds: instant.milliseconds / 1_000 * 1_000))
        return text.hasSuffix("Z")
            ? text.dropLast().filter(\.isNumber) + "+0000" : String(text.filter { $0.isNumber || $0 == "+" })
    }
}
