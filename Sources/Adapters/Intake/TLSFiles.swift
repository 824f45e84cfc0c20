import NIOSSL

/// The files with which a server proves who it is, and with which it knows its clients.
public struct TLSFiles: Sendable, Equatable {
    /// Which of the files is at fault.
    public enum Fault: String, Error, Sendable {
        case certificate, key, clients
    }

    /// The server's certificate and those above it, PEM.
    public var certificate: String
    /// Its private key, PEM.
    public var key: String
    /// Who signs clients' certificates, PEM; with it a client without one is refused.
    public var clients: String?

    /// Names the files.
    public init(certificate: String, key: String, clients: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.clients = clients
    }

    /// Reads them all.
    ///
    /// - Throws: ``Fault``, naming the first that cannot be read.
    public func check() throws(Fault) { _ = try server() }

    /// TLS 1.2 at least.
    func server() throws(Fault) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        do { chain = try NIOSSLCertificate.fromPEMFile(certificate) } catch { throw .certificate }
        do { key = try NIOSSLPrivateKey(file: self.key, format: .pem) } catch { throw .key }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        guard let clients else { return configuration }
        do {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(clients))
        } catch { throw .clients }
        // Of a client there is no name to check: its certificate is bound to a system by its digest.
        configuration.certificateVerification = .noHostnameVerification
        return configuration
    }
}
