public import ZeroMQ

/// Where a broker is, and as whom to speak to it.
public struct ClientConfiguration: Sendable {
    /// The broker's endpoint, such as `tcp://127.0.0.1:17710`.
    public var endpoint: String
    /// The broker's public key: a server without it is never spoken to.
    public var serverKey: CurvePublicKey
    /// This system's key; the broker looks it up and so knows the system.
    public var keys: KeyPair
    /// Named to the broker for its log, such as `concordat-adapter/1`.
    public var agent: String
    /// How long to wait for what.
    public var patience: Patience

    /// Creates a configuration.
    public init(
        endpoint: String,
        serverKey: CurvePublicKey,
        keys: KeyPair,
        agent: String = "concordat/1",
        patience: Patience = Patience()
    ) {
        self.endpoint = endpoint
        self.serverKey = serverKey
        self.keys = keys
        self.agent = agent
        self.patience = patience
    }
}
