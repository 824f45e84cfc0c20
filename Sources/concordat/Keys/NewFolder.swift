import Foundation

/// Folders that we make for ourselves alone.
enum NewFolder {
    /// Makes the folder and those above it, unless they are there.
    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure.refused("\(path): cannot be made a folder")
        }
    }

    /// Makes the folder in which a file is to lie.
    static func make(for file: String) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        try make(folder)
    }
}
