import CLinuxShims
import Glibc

/// A file descriptor and nothing more.
final class DiskFile: LedgerFile {
    let name: String
    let descriptor: Int32

    init(path: String, name: String, flags: Int32) throws(DiskFault) {
        // SAFETY: Glibc reads the path, which Swift ends with a zero, during the call only.
        descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        self.name = name
        guard descriptor >= 0 else { throw DiskFault(operation: .open, file: name, code: errno) }
    }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    func byteCount() throws(DiskFault) -> Int {
        // The position is never used: reads and writes carry theirs.
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw DiskFault(operation: .read, file: name, code: errno) }
        return Int(end)
    }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        var code: Int32?
        // SAFETY: every `pread` writes inside the `count` bytes that the initialiser lent.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = 0
            while initialized < count {
                let place = unsafe UnsafeMutableRawPointer(buffer.baseAddress?.advanced(by: initialized))
                let got = unsafe pread(descriptor, place, count - initialized, off_t(offset + initialized))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    code = got == 0 ? 0 : errno
                    return
                }
                initialized += got
            }
        }
        if let code { throw DiskFault(operation: .read, file: name, code: code) }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(DiskFault) {
        var code: Int32?
        // SAFETY: every `pwrite` reads inside `bytes`, which the closure keeps alive.
        unsafe bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < bytes.count {
                let place = unsafe buffer.baseAddress?.advanced(by: written)
                let put = unsafe pwrite(descriptor, place, bytes.count - written, off_t(offset + written))
                if put < 0, errno == EINTR { continue }
                guard put > 0 else {
                    code = put == 0 ? EIO : errno
                    return
                }
                written += put
            }
        }
        if let code { throw DiskFault(operation: .write, file: name, code: code) }
    }

    func sync() throws(DiskFault) {
        guard linux_fdatasync(descriptor) == 0 else {
            throw DiskFault(operation: .sync, file: name, code: errno)
        }
    }

    func reload() throws(DiskFault) {
        try sync()
        // All pages are clean now, and clean pages are dropped; where a file system keeps them they are its disk.
        let code = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        guard code == 0 else { throw DiskFault(operation: .sync, file: name, code: code) }
    }
}
