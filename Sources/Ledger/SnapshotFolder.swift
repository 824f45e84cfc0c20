/// Two snapshots of one ledger, in a folder of their own beside it: the newest, and the one before in case.
///
/// They are copies of what the ledger has, so losing them costs time and nothing else. A new one replaces the older
/// by a rename once it is durable as a whole, so whatever stops that leaves the other one.
public struct SnapshotFolder: Sendable {
    /// A snapshot that is there and cannot be used.
    public struct Unusable: Error, Equatable, Sendable {
        /// Its file.
        public let file: String
        /// What was wrong with it.
        public let reason: Reason

        /// Why a snapshot cannot be used.
        public enum Reason: Equatable, Sendable {
            /// The file does not read.
            case disk(DiskFault)
            /// Its head is not what is written.
            case head
            /// Its content is not what its head says.
            case content
        }
    }

    private static let names = ["1.snapshot", "2.snapshot"]

    private let folder: any LedgerFolder

    /// Uses a folder that holds nothing else.
    public init(_ folder: any LedgerFolder) { self.folder = folder }

    /// Uses the folder at `path`, making it if it is not there.
    public init(path: String) throws(LedgerError) {
        do { folder = try DiskFolder(path: path) } catch { throw .disk(error) }
    }

    /// The snapshots that are there, newest first; only their heads are read yet.
    public var marks: [TurnMark] { heads.map(\.head.mark) }

    /// The files that are there and are no snapshots.
    public var unusable: [Unusable] {
        Self.names.compactMap { name in
            do throws(Unusable) {
                _ = try head(name)
                return nil
            } catch {
                return error
            }
        }
    }

    /// The snapshot of that mark, read whole and its checksum found right.
    ///
    /// - Throws: ``Unusable``, and then there may be an older one.
    public func snapshot(_ mark: TurnMark) throws(Unusable) -> Snapshot? {
        guard let (name, head) = heads.first(where: { $0.head.mark == mark }) else { return nil }
        let content: [UInt8]
        do throws(DiskFault) {
            let file = try folder.open(name, for: .reading)
            content = try file.read(at: SnapshotHead.byteCount, count: head.contentCount)
        } catch {
            throw Unusable(file: name, reason: .disk(error))
        }
        guard Sha256.hash(content) == head.contentHash else { throw Unusable(file: name, reason: .content) }
        return Snapshot(at: head.mark, size: head.size, content: content)
    }

    /// Stores a snapshot durably, in place of the one that is not `keeping`.
    public func store(_ snapshot: Snapshot, keeping: TurnMark?) throws(LedgerError) {
        let kept = heads.first { $0.head.mark == keeping }?.name
        let name = Self.names.first { $0 != kept } ?? Self.names[0]
        try folder.make(name) { file throws(LedgerError) in
            try file.store(SnapshotHead(snapshot).encoded, at: 0)
            try file.store(snapshot.content, at: SnapshotHead.byteCount)
        }
    }

    private var heads: [(name: String, head: SnapshotHead)] {
        Self.names.compactMap { name in
            do throws(Unusable) {
                return try head(name).map { (name, $0) }
            } catch {
                return nil
            }
        }
        .sorted { $0.head.mark.number > $1.head.mark.number }
    }

    /// The head of a file, or `nil` if it is not there.
    private func head(_ name: String) throws(Unusable) -> SnapshotHead? {
        let bytes: [UInt8]
        do throws(DiskFault) {
            guard try folder.names().contains(name) else { return nil }
            bytes = try folder.open(name, for: .reading).read(at: 0, count: SnapshotHead.byteCount)
        } catch {
            throw Unusable(file: name, reason: .disk(error))
        }
        guard let head = SnapshotHead(bytes) else { throw Unusable(file: name, reason: .head) }
        return head
    }
}
