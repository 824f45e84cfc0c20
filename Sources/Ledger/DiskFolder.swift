import Glibc

/// A folder of the file system.
///
/// SAFETY: the only unsafe calls here give C strings and one `DIR` pointer to Glibc for the length of a call; the
/// stream is closed before `names()` returns, and descriptors are owned by ``DiskFile`` objects.
public final class DiskFolder: LedgerFolder {
    /// The path it was opened by.
    public let path: String
    private let directory: DiskFile

    /// Opens the folder, making it (for its owner alone) if `creating` and it is not there.
    public init(path: String, creating: Bool = true) throws(DiskFault) {
        self.path = path
        if creating {
            if unsafe mkdir(path, 0o700) == 0 {
                let parent = try DiskFile(path: path + "/..", name: path, flags: O_RDONLY | O_DIRECTORY)
                try parent.sync()  // Else a power cut could take the whole folder back.
            } else if errno != EEXIST {
                throw DiskFault(operation: .open, file: path, code: errno)
            }
        }
        directory = try DiskFile(path: path, name: path, flags: O_RDONLY | O_DIRECTORY)
    }

    /// Takes the folder with `flock(2)`, which the kernel lets go when the process ends, however it ends.
    public func lock() throws(DiskFault) -> Bool {
        if flock(directory.descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw DiskFault(operation: .lock, file: path, code: errno)
    }

    /// Lets the folder go.
    public func unlock() { flock(directory.descriptor, LOCK_UN) }

    /// The names of its files, sorted by their bytes.
    public func names() throws(DiskFault) -> [String] {
        // SAFETY: the stream lives until `closedir`, and each entry is copied before the next is read.
        guard let stream = unsafe opendir(path) else {
            throw DiskFault(operation: .list, file: path, code: errno)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw DiskFault(operation: .list, file: path, code: errno) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Opens a file, readable by its owner alone.
    public func open(
        _ name: String,
        for access: LedgerFileAccess
    ) throws(DiskFault) -> any LedgerFile {
        let flags =
            switch access {
            case .reading: O_RDONLY
            case .writing: O_RDWR
            case .creating: O_RDWR | O_CREAT | O_TRUNC
            }
        return try DiskFile(path: "\(path)/\(name)", name: name, flags: flags)
    }

    /// Gives a file another name with `rename(2)`.
    public func rename(_ name: String, to newName: String) throws(DiskFault) {
        guard unsafe Glibc.rename("\(path)/\(name)", "\(path)/\(newName)") == 0 else {
            throw DiskFault(operation: .rename, file: name, code: errno)
        }
    }

    /// Syncs the directory.
    public func sync() throws(DiskFault) { try directory.sync() }
}
