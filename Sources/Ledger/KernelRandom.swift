import Glibc

/// Unpredictable bytes from the kernel's generator, in as few calls as it allows.
enum KernelRandom {
    private static let callLimit = 256  // What getentropy(3) gives at once.

    static func bytes(_ count: Int) -> [UInt8] {
        // SAFETY: every call writes inside the `count` bytes that the initialiser lent.
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count, let start = buffer.baseAddress {
                let step = min(callLimit, count - filled)
                let code = unsafe getentropy(start + filled, step)
                precondition(code == 0, "no random bytes: errno \(errno)")
                filled += step
            }
        }
    }
}
