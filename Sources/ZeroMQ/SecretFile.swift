internal import Glibc

/// Files of keys: who may read them is checked on the opened file, not on its name.
public enum SecretFile {
    /// More than any certificate has.
    static let longest = 65_536

    /// Reads a file that holds a secret, if it is a regular file of ours with mode 0600 or less.
    public static func read(_ file: String) throws(CertificateError) -> [UInt8] {
        try contents(of: file, isSecret: true)
    }

    /// Writes a file that holds a secret, with mode 0600; there MUST be none of that name.
    public static func write(_ bytes: [UInt8], to file: String) throws(CertificateError) {
        try create(file, mode: 0o600, bytes)
    }

    static func contents(of file: String, isSecret: Bool) throws(CertificateError) -> [UInt8] {
        // Without blocking, or a pipe of that name would hold us up before we can see what it is.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (isSecret ? O_NOFOLLOW : 0)
        // SAFETY: the string is read before the call returns.
        let descriptor = unsafe open(file, flags)
        guard descriptor >= 0 else {
            let code = ErrorCode(rawValue: errno)
            if isSecret, code.rawValue == ELOOP { throw .symbolicLink(file: file) }
            throw .system(file: file, operation: .open, code)
        }
        defer { close(descriptor) }
        var status = stat()
        // SAFETY: the kernel fills a local.
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw .system(file: file, operation: .examine, ErrorCode(rawValue: errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(file: file) }
        if isSecret {
            guard status.st_uid == geteuid() else {
                throw .notOurs(file: file, owner: status.st_uid, expected: geteuid())
            }
            guard status.st_mode & 0o7177 == 0 else {
                throw .readableByOthers(file: file, mode: status.st_mode & 0o7777)
            }
        }
        return try bytes(of: descriptor, file: file)
    }

    private static func bytes(of descriptor: CInt, file: String) throws(CertificateError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        var filled = 0
        while filled < bytes.count {
            // SAFETY: the kernel writes at most what is left of the array.
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            }
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .system(file: file, operation: .read, ErrorCode(rawValue: errno))
            }
            filled += count
        }
        guard filled <= longest else { throw .tooLong(file: file, limit: longest) }
        return Array(bytes[..<filled])
    }

    /// Creates a file whole or not at all; never writes into one that is there.
    static func create(_ file: String, mode: mode_t, _ bytes: [UInt8]) throws(CertificateError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        // SAFETY: the string is read before the call returns.
        let descriptor = unsafe open(file, flags, mode)
        guard descriptor >= 0 else {
            throw .system(file: file, operation: .create, ErrorCode(rawValue: errno))
        }
        defer { close(descriptor) }
        do {
            try fill(descriptor, with: bytes, file: file)
        } catch {
            // SAFETY: as above; it is the file that was made here a moment ago.
            unsafe unlink(file)
            throw error
        }
    }

    private static func fill(
        _ descriptor: CInt,
        with bytes: [UInt8],
        file: String
    ) throws(CertificateError) {
        var written = 0
        while written < bytes.count {
            // SAFETY: the kernel reads what is left of the array.
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor,
                    buffer.baseAddress?.advanced(by: written),
                    buffer.count - written
                )
            }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .system(file: file, operation: .write, ErrorCode(rawValue: errno))
            }
            written += count
        }
        guard fsync(descriptor) == 0 else {
            throw .system(file: file, operation: .sync, ErrorCode(rawValue: errno))
        }
    }
}
