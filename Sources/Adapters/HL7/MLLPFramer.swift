/// Takes messages out of a stream of bytes: `VT message FS CR`, however the network split and joined them.
///
/// Bounded: of a message that is too long only its beginning is kept, enough to say to whom the refusal goes.
struct MLLPFramer: Sendable {
    /// What a stream brought.
    enum Piece: Sendable, Equatable {
        /// A whole message.
        case message([UInt8])
        /// A message longer than is taken; this is how it begins.
        case tooLong(beginning: [UInt8])
        /// A message that was cut short: another began inside it, or its end was not one.
        case broken
        /// Bytes that belong to no message, line ends apart; told once for each run of them.
        case noise
    }

    private enum State: Sendable {
        case between(isNoisy: Bool)
        case inside
        case overlong
        /// Behind FS, which only CR may follow.
        case ending
        case endingOverlong
    }

    static let start: UInt8 = 0x0b
    static let end: UInt8 = 0x1c
    private static let beginning = 2_048

    private let longest: Int
    private var state = State.between(isNoisy: false)
    private var bytes: [UInt8] = []

    init(longest: Int) { self.longest = longest }

    /// Takes what came in.
    mutating func receive(_ received: some Sequence<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        for byte in received { receive(byte, &pieces) }
        return pieces
    }

    private mutating func receive(_ byte: UInt8, _ pieces: inout [Piece]) {
        switch state {
        case .between(let isNoisy):
            if byte == Self.start { return begin() }
            guard byte != 0x0d, byte != 0x0a, !isNoisy else { return }
            state = .between(isNoisy: true)
            pieces.append(.noise)
        case .inside:
            switch byte {
            case Self.start:
                pieces.append(.broken)
                begin()
            case Self.end: state = .ending
            default:
                bytes.append(byte)
                if bytes.count > longest {
                    bytes = Array(bytes.prefix(Self.beginning))
                    state = .overlong
                }
            }
        case .overlong:
            if byte == Self.start {
                pieces.append(.broken)
                begin()
            } else if byte == Self.end {
                state = .endingOverlong
            }
        case .ending, .endingOverlong: close(byte, &pieces)
        }
    }

    private mutating func begin() {
        bytes = []
        state = .inside
    }

    private mutating func close(_ byte: UInt8, _ pieces: inout [Piece]) {
        guard byte == 0x0d else {
            pieces.append(.broken)
            bytes = []
            state = .between(isNoisy: true)
            if byte == Self.start { begin() }
            return
        }
        if case .ending = state {
            pieces.append(.message(bytes))
        } else {
            pieces.append(.tooLong(beginning: bytes))
        }
        bytes = []
        state = .between(isNoisy: false)
    }

    /// A message as it travels.
    static func framed(_ message: [UInt8]) -> [UInt8] { [start] + message + [end, 0x0d] }
}
