/// One event of a socket monitor: six bytes in the machine's own order, then an address that we do not read.
struct MonitorReport {
    /// A `ZMQ_EVENT_…` number, or zero if the message is not a report.
    let event: CInt
    /// A descriptor, an error or a ZAP code, depending on the event.
    let value: UInt32

    init(_ frames: MessageFrames) {
        guard let report = frames.first.map([UInt8].init), report.count == 6 else {
            (event, value) = (0, 0)
            return
        }
        let word = { (position: Int) in UInt32(report[position]) }
        event = CInt(UInt16(littleEndian: UInt16(word(0) | word(1) << 8)))
        value = UInt32(littleEndian: word(2) | word(3) << 8 | word(4) << 16 | word(5) << 24)
    }
}
