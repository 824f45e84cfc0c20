/// Why a message is not taken: where and what must stand there, never what stands there.
struct HL7Fault: Error, Sendable, Equatable {
    /// What kind of fault, by HL7 table 0357.
    enum Code: Int, Sendable {
        case segmentSequence = 100
        case fieldMissing = 101
        case dataType = 102
        case notInTable = 103
        case unsupportedMessage = 200
        case unsupportedEvent = 201
        case unsupportedProcessing = 202
        case unsupportedVersion = 203
        case duplicateKey = 205
        case applicationError = 207

        var text: String {
            switch self {
            case .segmentSequence: "Segment sequence error"
            case .fieldMissing: "Required field missing"
            case .dataType: "Data type error"
            case .notInTable: "Table value not found"
            case .unsupportedMessage: "Unsupported message type"
            case .unsupportedEvent: "Unsupported event code"
            case .unsupportedProcessing: "Unsupported processing id"
            case .unsupportedVersion: "Unsupported version id"
            case .duplicateKey: "Duplicate key identifier"
            case .applicationError: "Application internal error"
            }
        }

        /// Whether the message can never be taken as it is (`AR`), or something in it must be put right (`AE`).
        var isRejection: Bool {
            switch self {
            case .segmentSequence, .unsupportedMessage, .unsupportedEvent, .unsupportedProcessing,
                .unsupportedVersion, .duplicateKey:
                true
            case .fieldMissing, .dataType, .notInTable, .applicationError: false
            }
        }
    }

    let code: Code
    /// `PID-7`, or a segment alone, or empty.
    let place: String
    /// What must stand there.
    let mustBe: String

    /// One line, without content.
    var line: String { place.isEmpty ? "must be " + mustBe : place + ": must be " + mustBe }
}

extension HL7Fault {
    init(_ fault: MessageFault) {
        let path = fault.path.split(separator: " ").first.map(String.init) ?? ""
        switch fault.kind {
        case .unknownTrigger:
            self.init(code: .unsupportedEvent, place: "MSH-9", mustBe: fault.mustBe)
        case .missing: self.init(code: .fieldMissing, place: path, mustBe: fault.mustBe)
        case .wrongType, .unfit: self.init(code: .dataType, place: path, mustBe: fault.mustBe)
        case .unknownCode: self.init(code: .notInTable, place: path, mustBe: fault.mustBe)
        }
    }
}
