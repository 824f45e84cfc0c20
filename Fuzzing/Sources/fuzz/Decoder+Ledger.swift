import Vocabulary

@testable import Ledger

extension Decoder {
    static func takeRecord(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let entry = EntryRecord.read(&reader) else { return }
        var again: [UInt8] = []
        EntryRecord.append(entry, to: &again)
        precondition(again == Array(bytes[..<reader.offset]), "what was read is not what is written")
        precondition(EntryRecord.length(of: bytes) == reader.offset)
    }

    /// A segment whose checksums are right, so that what is behind them is reached; or one as it is.
    static func takeSegment(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        var content = Array(bytes.dropFirst())
        if first.isMultiple(of: 2) {
            read(segment: content)
            return
        }
        let sectors = max(1, Sector.count(forContent: content.count))
        content += [UInt8](repeating: 0, count: sectors * Sector.contentCount - content.count)
        content.replaceSubrange(96..<TurnHeader.byteCount, with: Sha256.hash(content[..<96]))
        if case .success(let header) = TurnHeader.decode(content), header.sectorCount == sectors {
            content.replaceSubrange(header.hashOffset..., with: Sha256.hash(content[..<header.hashOffset]))
        }
        read(segment: Sector.frame(content))
    }

    private static func read(segment bytes: [UInt8]) {
        let reader = SegmentReader(file: MemoryFile(bytes: bytes), byteCount: bytes.count)
        do throws(LedgerError) {
            switch try reader.turn(at: 0) {
            case .nothing: _ = try reader.remains(from: 0, torn: nil)
            case .torn(let header): _ = try reader.remains(from: 0, torn: header)
            case .turn(let turn):
                precondition(
                    turn.peaks.count == (turn.header.opensSegment ? turn.header.base.nonzeroBitCount : 0)
                )
                _ = (turn.turnData, turn.hash, Checkpoint(claimedBy: turn.note))
                for (offset, entry) in turn.entries ?? [] {
                    precondition(EntryLocation(packed: turn.location(offset)).offset == offset)
                    _ = LeafLines.bytes(of: entry.header, nonce: entry.nonce)
                }
            }
        } catch {
            _ = error.description(of: "segment")
        }
    }

    static func takeNote(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(CheckpointError) {
            let checkpoint = try Checkpoint(text: text)
            precondition(checkpoint.text == text, "what was read is not what is written")
        } catch {
            _ = "\(error)"
        }
        _ = Checkpoint(claimedBy: text)
        do throws(CheckpointError) { _ = try CheckpointVerifier(text: text) } catch { _ = "\(error)" }
        do throws(CheckpointError) {
            // The key of seed 7 × 32, which signed the notes of the corpus.
            let verifier = try CheckpointVerifier(
                name: "concordat/E08000025",
                publicKey: Hex.decode("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c")
                    ?? []
            )
            _ = try verifier.open(text)
        } catch {
            _ = "\(error)"
        }
    }
}

/// The bytes of a segment, in memory.
struct MemoryFile: LedgerFile {
    let bytes: [UInt8]
    let name = "00000001.segment"

    func byteCount() throws(DiskFault) -> Int { bytes.count }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        guard offset >= 0, count >= 0, offset + count <= bytes.count else {
            preconditionFailure("read past the end")
        }
        return Array(bytes[offset..<offset + count])
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(DiskFault) { preconditionFailure("a reader writes") }
    func sync() throws(DiskFault) {}
    func reload() throws(DiskFault) {}
}
