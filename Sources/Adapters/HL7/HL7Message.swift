import Vocabulary

/// A message of HL7 version 2, its segments in order; nothing inside a field is read before it is asked for.
///
/// Total: any bytes give a message or a fault. Segments end with a carriage return; a line feed alone or behind it is
/// taken too, because many senders write it.
struct HL7Message: Sendable, Equatable {
    /// One segment.
    struct Segment: Sendable, Equatable {
        let name: String
        /// The text of its fields as written, the name being the first; MSH-1 and MSH-2 stand where they are counted.
        let fields: [ArraySlice<UInt8>]
    }

    /// More segments are no message that anybody sends.
    static let mostSegments = 10_000

    let delimiters: HL7Delimiters
    let charset: HL7Charset
    let segments: [Segment]

    /// Reads a message.
    init(parsing bytes: [UInt8], charset usual: HL7Charset) throws(HL7Fault) {
        let lines = bytes.split { $0 == 0x0d || $0 == 0x0a }
        guard let first = lines.first, first.count >= 8, first.starts(with: Array("MSH".utf8)) else {
            throw HL7Fault(code: .segmentSequence, place: "MSH", mustBe: "the first segment")
        }
        let separator = first[first.startIndex + 3]
        let rest = first[(first.startIndex + 4)...]
        let signs = rest.prefix { $0 != separator }
        guard let delimiters = HL7Delimiters(field: separator, encodingCharacters: signs) else {
            throw HL7Fault(code: .dataType, place: "MSH-2", mustBe: "two to five different signs")
        }
        self.delimiters = delimiters
        guard lines.count <= Self.mostSegments else {
            throw HL7Fault(code: .segmentSequence, place: "", mustBe: "at most \(Self.mostSegments) segments")
        }
        if bytes.contains(where: { $0 < 0x20 && $0 != 0x0d && $0 != 0x0a && $0 != 0x09 }) {
            throw HL7Fault(code: .dataType, place: "", mustBe: "without control characters")
        }
        var segments: [Segment] = []
        for (place, line) in lines.enumerated() {
            segments.append(try Self.segment(line, separator, isFirst: place == 0))
        }
        self.segments = segments
        charset = try Self.charset(of: segments[0], delimiters, usual)
        // Read once here, so that no field can be a fault later.
        guard charset.text(bytes) != nil else {
            throw HL7Fault(
                code: .dataType,
                place: "MSH-18",
                mustBe: "how the bytes are letters; one is not in \(charset.name)"
            )
        }
    }

    private static func segment(
        _ line: ArraySlice<UInt8>,
        _ separator: UInt8,
        isFirst: Bool
    ) throws(HL7Fault) -> Segment {
        var fields = line.split(separator: separator, omittingEmptySubsequences: false)
        let name = String(decoding: fields[0], as: UTF8.self)
        guard isName(fields[0]), isFirst == (name == "MSH") else {
            throw HL7Fault(
                code: .segmentSequence,
                place: isName(fields[0]) ? name : "",
                mustBe: "segments of three letters and digits, MSH first and once"
            )
        }
        if isFirst { fields.insert([separator], at: 1) }
        return Segment(name: name, fields: fields)
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        name.count == 3
            && name.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || (48...57).contains($0)
            }
            && name.first.map { $0 > 57 } == true
    }

    private static func charset(
        of header: Segment,
        _ delimiters: HL7Delimiters,
        _ usual: HL7Charset
    ) throws(HL7Fault) -> HL7Charset {
        guard header.fields.count > 18 else { return usual }
        let names = header.fields[18].split(separator: delimiters.repetition)
        guard let first = names.first else { return usual }
        guard let charset = HL7Charset(named: String(decoding: first, as: UTF8.self)) else {
            throw HL7Fault(
                code: .notInTable,
                place: "MSH-18",
                mustBe: "one of ASCII, 8859/1, UNICODE UTF-8"
            )
        }
        return charset
    }

    // MARK: Reading

    /// A field of the header, as written.
    func header(_ number: Int) -> [UInt8] {
        let fields = segments[0].fields
        return number < fields.count ? Array(fields[number]) : []
    }

    /// A component of a header's field, as text; empty if it is not there.
    func headerText(_ number: Int, _ component: Int = 1) -> String {
        let field = header(number)
        let parts = field.split(separator: delimiters.component, omittingEmptySubsequences: false)
        return component <= parts.count ? text(parts[component - 1]) : ""
    }

    /// `SIU^S26`, from MSH-9.
    var trigger: String {
        let event = headerText(9, 2)
        return event.isEmpty ? headerText(9, 1) : headerText(9, 1) + "^" + event
    }

    /// The texts at a path in a segment: one for each repetition that has something there.
    func texts(at path: HL7Path, in segment: Segment) -> [String] {
        guard path.field < segment.fields.count else { return [] }
        let field = segment.fields[path.field]
        if segment.name == "MSH", path.field <= 2 { return [text(field)] }
        var texts: [String] = []
        for repetition in field.split(separator: delimiters.repetition, omittingEmptySubsequences: false) {
            if let selector = path.selector {
                let found = part(selector.component, 1, of: repetition)
                guard selector.values.contains(where: { $0.lowercased() == found.lowercased() }) else {
                    continue
                }
            }
            let found = part(path.component, path.subcomponent, of: repetition).trimmed
            // Two quotation marks mean that what stood there is deleted.
            if !found.isEmpty, found != "\"\"" { texts.append(found) }
        }
        return texts
    }

    private func part(_ component: Int, _ subcomponent: Int, of repetition: ArraySlice<UInt8>) -> String {
        let parts = repetition.split(separator: delimiters.component, omittingEmptySubsequences: false)
        guard component <= parts.count else { return "" }
        guard let sign = delimiters.subcomponent else {
            return subcomponent == 1 ? text(parts[component - 1]) : ""
        }
        let pieces = parts[component - 1].split(separator: sign, omittingEmptySubsequences: false)
        return subcomponent <= pieces.count ? text(pieces[subcomponent - 1]) : ""
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        HL7Escapes.text(of: bytes, delimiters, charset)
    }
}
