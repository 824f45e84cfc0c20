/// Which call to a simulated disk goes wrong, and how.
public struct DiskPlan: Sendable, Equatable {
    /// What happens to the call.
    public enum Fault: Sendable, Equatable {
        /// It fails with that `errno`, having done nothing.
        case error(Int32)
        /// A write fails after so many of its sectors; any other call like `error(EIO)`.
        case torn(sectors: Int)
        /// A sync fails once, and what it should have made durable is clean in memory and gone from disk, but for
        /// a part that chance keeps; any other call like `error(EIO)`.
        case syncLost(seed: UInt64)
        /// The disk lies: a write or sync answers success and does nothing, so that later ones overtake it; any
        /// other call is done.
        case lie
    }

    /// How many calls go well before, plus one.
    public var call: Int
    /// What happens.
    public var fault: Fault
    /// Whether every later call goes wrong as well.
    public var isPersistent: Bool

    /// Creates a plan.
    public init(call: Int, fault: Fault, isPersistent: Bool = false) {
        self.call = call
        self.fault = fault
        self.isPersistent = isPersistent
    }

    /// What happens to call number `number`, counted from 1.
    func fault(at number: Int) -> Fault? {
        number == call || isPersistent && number > call ? fault : nil
    }
}
