/// An ERROR: why a request was refused, in words that name the member, what it was and what it must be.
///
/// The text carries names, kinds and limits, never a value that may be personal.
public struct WireRefusal: Error, Equatable, Sendable {
    /// Which refusal.
    public var code: WireCode
    /// For a person.
    public var text: String
    /// The verb that was refused; empty when there was none.
    public var verb: String
    /// A JSON pointer to the member at fault.
    public var field: String?
    /// Real milliseconds to wait before the same request makes sense.
    public var afterMilliseconds: Int64
    /// Further members: `versions` with 505, `to` with 451.
    public var detail: Detail

    /// A member that only one code has.
    public enum Detail: Equatable, Sendable {
        /// None.
        case none
        /// The versions spoken here.
        case versions([String])
        /// The authority that holds the case.
        case movedTo(String)
    }

    /// Creates a refusal.
    public init(
        _ code: WireCode,
        _ text: String,
        verb: String = "",
        field: String? = nil,
        afterMilliseconds: Int64 = 0,
        detail: Detail = .none
    ) {
        self.code = code
        self.text = text
        self.verb = verb
        self.field = field
        self.afterMilliseconds = afterMilliseconds
        self.detail = detail
    }

    /// The same refusal, naming the verb.
    public func of(verb: String) -> WireRefusal {
        var refusal = self
        refusal.verb = verb
        return refusal
    }
}
