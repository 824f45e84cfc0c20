/// Why a console is not started.
public struct ConsoleFault: Error, Sendable, Equatable {
    /// Every reason, in words for whoever wrote the configuration.
    public let reasons: [String]
}
