/// How long a connection waits for what, in real milliseconds.
public struct Patience: Sendable, Equatable {
    /// For the answer to a request, and for WELCOME on a new socket, before the socket is given up; default 15 s.
    ///
    /// A broker that refuses a key says nothing at all, so this is also how long that takes to notice.
    public var answerMilliseconds: Int64 = 15_000
    /// Before the second attempt to connect; each further pause is twice as long; default 200 ms.
    public var firstPauseMilliseconds: Int64 = 200
    /// The longest pause between attempts; each pause is cut by up to half at random; default 30 s.
    public var longestPauseMilliseconds: Int64 = 30_000
    /// Before a subscription is asked for again that another connection took; default one minute.
    public var replacedMilliseconds: Int64 = 60_000
    /// Before a publication is sent again that the broker could not take, if it did not say when; default 1 s.
    public var laterMilliseconds: Int64 = 1_000
    /// For the broker's BYE on closing; default 500 ms.
    public var farewellMilliseconds: Int64 = 500

    /// The values that `wire.md` and its reasons give.
    public init() {}
}
