import Concerns
import Foundation
import Vocabulary

/// The folder where an agency's system drops its exports, and where they go from there.
///
///     drop/export.csv ──▶ drop/done/export.csv
///                    └──▶ drop/rejected/export.csv and drop/rejected/export.csv.rejected
struct DropFolder {
    let path: String
    private var done: String { path + "/done" }
    private var rejected: String { path + "/rejected" }

    /// Makes the folders, for the owner alone.
    func prepare() throws {
        for folder in [path, done, rejected] {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
    }

    /// The regular files that lie there now.
    func files() throws -> [String: StableFiles.Mark] {
        var files: [String: StableFiles.Mark] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            guard let attributes = try attributes(of: name),
                attributes[.type] as? FileAttributeType == .typeRegular,
                let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
            else { continue }
            let milliseconds = Int64((changed.timeIntervalSince1970 * 1_000).rounded())
            files[name] = StableFiles.Mark(size: size, changed: Instant(milliseconds: milliseconds))
        }
        return files
    }

    /// What a file begins with.
    func read(_ name: String, atMost count: Int) throws -> [UInt8] {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path + "/" + name))
        defer { file.closeFile() }
        return [UInt8](try file.read(upToCount: count) ?? Data())
    }

    private func attributes(of name: String) throws -> [FileAttributeKey: Any]? {
        do { return try FileManager.default.attributesOfItem(atPath: path + "/" + name) } catch let error
            as CocoaError where error.code == .fileReadNoSuchFile
        {
            // Renamed since the folder was read; seen under its new name at the next look.
            return nil
        }
    }

    /// The export was taken.
    func moveToDone(_ name: String, digest: Digest) throws { try move(name, to: done, digest) }

    /// The export was not taken, and this is why: the list is there before the file leaves.
    func moveToRejected(_ name: String, digest: Digest, because faults: ExportFaults) throws {
        let target = rejected + "/" + free(name, in: rejected, digest)
        let list = faults.text(about: name)
        let file = target + ".rejected"
        try Data(list.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        try replace(target, with: path + "/" + name)
    }

    private func move(_ name: String, to folder: String, _ digest: Digest) throws {
        try replace(folder + "/" + free(name, in: folder, digest), with: path + "/" + name)
    }

    /// The name itself, or with a piece of the digest if another export of that name went the same way.
    private func free(_ name: String, in folder: String, _ digest: Digest) -> String {
        guard FileManager.default.fileExists(atPath: folder + "/" + name) else { return name }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return name[..<dot] + "." + digest.hex.prefix(8) + name[dot...]
    }

    private func replace(_ target: String, with file: String) throws {
        if FileManager.default.fileExists(atPath: target) {
            try FileManager.default.removeItem(atPath: target)
        }
        try FileManager.default.moveItem(atPath: file, toPath: target)
    }
}

extension ExportFaults {
    /// What lies beside a rejected export.
    func text(about name: String) -> String {
        let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
        let head = "\(name): \(count). Nothing of it was published; put it right and drop it again."
        return ([head, ""] + faults.map { $0.line(in: form) }).joined(separator: "\n") + "\n"
    }
}
