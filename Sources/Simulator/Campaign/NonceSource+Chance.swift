public import Ledger
import Synchronization

extension NonceSource {
    /// Nonces that a seed determines, for simulations only.
    public static func drawn(from seed: UInt64) -> NonceSource {
        let chance = Mutex(Chance(seed: seed))
        return NonceSource { count in
            chance.withLock { chance in
                (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
            }
        }
    }
}
