public import Concerns
public import Topics
public import Vocabulary

/// Where an HTTP adapter listens, who may speak to it, and how it reads what comes.
public struct HTTPConfiguration: Sendable {
    /// The address to listen at.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: Int
    /// With it, only TLS is spoken; it says whether clients need certificates.
    public var tls: TLSFiles?
    /// Who may speak.
    public var callers: [HTTPCaller]
    /// How FHIR messages become events; without it they are refused.
    public var fhir: MessageMapping?
    /// The topics against which events are held before anything is published; `nil` leaves that to the broker.
    public var catalogue: Catalogue?
    /// Longer bodies are refused; default 1 MiB.
    public var longestBody = 1_024 * 1_024
    /// How long a request waits for its receipts before it is asked to come again; default 30 s.
    public var patience = Duration.seconds(30)
    /// Requests of one caller at once; more are asked to slow down; default 32.
    public var mostRequests = 32
    /// Events of one batch; default 500.
    public var mostEvents = 500

    /// Creates a configuration.
    public init(host: String, port: Int, tls: TLSFiles? = nil, callers: [HTTPCaller]) {
        self.host = host
        self.port = port
        self.tls = tls
        self.callers = callers
    }
}

/// One system that may speak, and how it proves that it is the one.
///
/// Of secrets only their digests are kept: whoever reads the configuration cannot speak for anybody.
public struct HTTPCaller: Sendable, Equatable {
    /// The system, as in every event's `source`; its own key speaks to the broker.
    public var source: EventSource
    /// SHA-256 of its bearer tokens; several, so that one can be replaced while the other is still in use.
    public var tokens: [Digest]
    /// SHA-256 of its client certificates, in DER.
    public var certificates: [Digest]

    /// Creates a caller.
    public init(source: EventSource, tokens: [Digest] = [], certificates: [Digest] = []) {
        self.source = source
        self.tokens = tokens
        self.certificates = certificates
    }

    /// Whether a secret's digest is one of some; takes as long whether it is or not.
    static func contains(_ digests: [Digest], _ digest: Digest) -> Bool {
        let wanted = digest.bytes
        var isThere = false
        for known in digests {
            let difference = zip(known.bytes, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            isThere = isThere || difference == 0
        }
        return isThere
    }
}
