public import Concerns
public import Topics

/// Where an HL7 adapter listens, and how it reads what comes.
public struct HL7Configuration: Sendable {
    /// The address to listen at.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: Int
    /// How messages become events.
    public var mapping: MessageMapping
    /// Who speaks: authority, agency and system, as in every event's `source`.
    public var source: EventSource
    /// The topics against which events are held before anything is published; `nil` leaves that to the broker.
    public var catalogue: Catalogue?
    /// With it, only TLS is spoken; it says whether clients need certificates.
    public var tls: TLSFiles?
    /// How the bytes of a message are letters that does not say; default ISO 8859-1.
    public var charset = HL7Charset.latin1
    /// Longer messages are refused; default 1 MiB.
    public var longestMessage = 1_024 * 1_024
    /// How long a message waits for its receipt before the sender is asked to send it again; default 30 s.
    public var patience = Duration.seconds(30)
    /// Messages of one connection that may wait for receipts at once; default 16.
    public var window = 16
    /// Connections at once; more are closed at once; default 64.
    public var mostConnections = 64

    /// Creates a configuration.
    public init(
        host: String,
        port: Int,
        mapping: MessageMapping,
        source: EventSource,
        catalogue: Catalogue? = nil,
        tls: TLSFiles? = nil
    ) {
        self.host = host
        self.port = port
        self.mapping = mapping
        self.source = source
        self.catalogue = catalogue
        self.tls = tls
    }
}
