import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import Console

/// V12 of the verification standard: what travels between browsers and the console.
@Suite struct TransportTests {
    @Test func `with a certificate the console speaks TLS only, and tells browsers to`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "console-tls-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch {} }
        let (chain, key) = (folder.appending(path: "web.pem").path, folder.appending(path: "web.key").path)
        try makeCertificate(chain: chain, key: key)
        try await TestConsole.run(change: { settings in
            settings.certificates = ConsoleSettings.Certificates(chainPath: chain, keyPath: key)
            settings.url = settings.url.replacing("http://", with: "https://")
        }) { console in
            var configuration = HTTPClient.Configuration()
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(chain)
            tls.certificateVerification = .noHostnameVerification
            configuration.tlsConfiguration = tls
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            let answer = try await client.execute(
                HTTPClientRequest(url: console.url + "/sign-in"),
                timeout: .seconds(600)
            )
            #expect(answer.status.code == 200)
            #expect(answer.headers["strict-transport-security"] == ["max-age=31536000; includeSubDomains"])
            let plain = HTTPClientRequest(url: console.url.replacing("https", with: "http") + "/sign-in")
            await #expect(throws: (any Error).self) {
                try await client.execute(plain, timeout: .seconds(600))
            }
            try await client.shutdown()
        }
    }

    @Test func `without one it is served to its own machine only`() throws {
        var settings = try TestConsole.settings(port: 443)
        settings.signIn = .provider(OpenIDClient(issuer: "https://id.example", clientID: "c"))
        #expect(settings.faults.isEmpty)
        settings.host = "0.0.0.0"
        #expect(
            settings.faults == ["tls: was missing; must be there at an address that other machines reach"]
        )
        settings.certificates = ConsoleSettings.Certificates(chainPath: "a", keyPath: "b")
        #expect(settings.faults.map { $0.prefix(4) } == ["url:"])
    }

    private func makeCertificate(chain: String, key: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", chain,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
