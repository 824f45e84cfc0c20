public import Topics
public import Vocabulary

/// What a console is started with.
public struct ConsoleSettings: Sendable {
    /// Who signs people in.
    public enum SignIn: Sendable {
        /// A provider of OpenID Connect.
        case provider(OpenIDClient)
        /// The built-in one, for a demo only: it asks for no password.
        case demo
    }

    /// How long a session lasts.
    public struct Patience: Sendable {
        /// Without anything being asked; default 15 minutes.
        public var idleMilliseconds: Int64 = 15 * 60_000
        /// Altogether; default ten hours, a long working day.
        public var absoluteMilliseconds: Int64 = 10 * 3_600_000

        /// The defaults.
        public init() {}
    }

    /// The key and certificate of TLS, as files in PEM.
    public struct Certificates: Sendable, Equatable {
        /// The chain.
        public let chainPath: String
        /// The private key.
        public let keyPath: String

        /// Creates the paths.
        public init(chainPath: String, keyPath: String) {
            self.chainPath = chainPath
            self.keyPath = keyPath
        }
    }

    /// The authority.
    public var authority: AuthorityCode
    /// The authority's name.
    public var name: String
    /// The address it listens at.
    public var host: String
    /// The port it listens at.
    public var port: Int
    /// Where browsers find it, without a slash at the end.
    public var url: String
    /// TLS; may be missing only at a loopback address.
    public var certificates: Certificates?
    /// Who signs people in.
    public var signIn: SignIn
    /// How long a session lasts.
    public var patience = Patience()
    /// Who may see who read what.
    public var governance: [StaffID]
    /// The staff register.
    public var directory: StaffDirectory
    /// The titles of topics.
    public var catalogue: Catalogue

    /// Creates settings.
    public init(
        authority: AuthorityCode,
        name: String,
        host: String,
        port: Int,
        url: String,
        certificates: Certificates?,
        signIn: SignIn,
        governance: [StaffID],
        directory: StaffDirectory,
        catalogue: Catalogue
    ) {
        self.authority = authority
        self.name = name
        self.host = host
        self.port = port
        self.url = url
        self.certificates = certificates
        self.signIn = signIn
        self.governance = governance
        self.directory = directory
        self.catalogue = catalogue
    }

    /// Whether only programs of the same machine reach it.
    var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// What a console may not be started with, in words; empty if nothing.
    public var faults: [String] {
        var faults: [String] = []
        if certificates == nil, !isLoopback {
            faults.append("tls: was missing; must be there at an address that other machines reach")
        }
        if certificates != nil, !url.hasPrefix("https://") {
            faults.append("url: was \(url); must begin with https:// where there is tls")
        }
        if case .demo = signIn, !isLoopback {
            faults.append("sign-in: was demo; must be a provider at an address that other machines reach")
        }
        return faults
    }
}
