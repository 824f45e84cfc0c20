/// Why a certificate cannot be used; says which file, and which line where there is one.
public enum CertificateError: Error, Equatable, Sendable {
    /// The kernel did not let us open, read or write the file.
    case system(file: String, operation: Operation, ErrorCode)
    /// The name leads to another file: what it leads to may be changed by others.
    case symbolicLink(file: String)
    /// A directory, a device or a pipe.
    case notRegularFile(file: String)
    /// Somebody other than the owner may read or change the secret.
    case readableByOthers(file: String, mode: UInt32)
    /// The secret belongs to another user of this machine.
    case notOurs(file: String, owner: UInt32, expected: UInt32)
    /// More bytes than any certificate has.
    case tooLong(file: String, limit: Int)
    /// A line is no ZPL.
    case syntax(file: String, ZPLError)
    /// A section or value is missing.
    case missing(file: String, path: String)
    /// A value is not 40 characters of Z85.
    case notAKey(file: String, line: Int, path: String)
    /// The public key in the file is not that of the secret key.
    case keysDoNotMatch(file: String)
    /// ZPL has no way to write this name or value.
    case cannotWrite(name: String)

    /// What was tried.
    public enum Operation: String, Equatable, Sendable {
        case open, examine, read, create, write, sync
    }
}

extension CertificateError: CustomStringConvertible {
    /// One line for an operator, with what to do where that is plain.
    public var description: String {
        switch self {
        case .system(let file, let operation, let code): "\(file): cannot \(operation.rawValue): \(code)"
        case .symbolicLink(let file): "\(file): is a symbolic link; a secret must be the file itself"
        case .notRegularFile(let file): "\(file): is not a regular file"
        case .readableByOthers(let file, let mode):
            "\(file): mode \(octal(mode)) lets others at the secret; it must be 0600 (chmod 600 \(file))"
        case .notOurs(let file, let owner, let expected):
            "\(file): belongs to user \(owner), but we run as user \(expected)"
        case .tooLong(let file, let limit): "\(file): is longer than \(limit) bytes, so it is no certificate"
        case .syntax(let file, let error): "\(file):\(error.line): \(error)"
        case .missing(let file, let path): "\(file): has no \(path)"
        case .notAKey(let file, let line, let path): "\(file):\(line): \(path) is not 40 characters of Z85"
        case .keysDoNotMatch(let file): "\(file): the public key is not that of the secret key"
        case .cannotWrite(let name): "\(name): its name or value cannot be written in ZPL"
        }
    }

    private func octal(_ mode: UInt32) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
