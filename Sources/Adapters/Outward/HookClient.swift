import AsyncHTTPClient
import Crypto
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Vocabulary

/// Tells other systems' addresses, signed: whoever knows the secret can prove that it was us, and when.
///
/// `Concordat-Signature` is `sha256=` and the HMAC-SHA256, in hexadecimal, of the value of `Concordat-Timestamp` (seconds), a
/// full stop and the body. A receiver refuses an old timestamp, so that nobody can send it again.
struct HookClient: Sendable {
    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration()
        // An address that sends us elsewhere is not the one that was agreed.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(30))
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async throws { try await client.shutdown() }

    /// Tells once.
    ///
    /// - Throws: ``OutwardFault`` unless the answer is one of success.
    func tell(_ hook: OutwardConfiguration.Hook, _ notice: WaitingNotice, at now: Instant) async throws {
        let body: [UInt8]
        let type: String
        switch hook.form {
        case .json: (body, type) = (notice.json.serialized(), "application/json")
        case .fhir:
            (body, type) = (SubscriptionNotification.bundle(notice).serialized(), "application/fhir+json")
        }
        let seconds = String(now.milliseconds / 1_000)
        var request = HTTPClientRequest(url: hook.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: type)
        request.headers.add(name: "user-agent", value: "concordat-outward/1")
        request.headers.add(name: "concordat-id", value: notice.id.text)
        request.headers.add(name: "concordat-timestamp", value: seconds)
        request.headers.add(
            name: "concordat-signature",
            value: "sha256=" + Self.signature(of: body, at: seconds, with: hook.secret)
        )
        request.body = .bytes(ByteBuffer(bytes: body))
        let response: HTTPClientResponse
        do { response = try await client.execute(request, timeout: .seconds(30)) } catch is CancellationError
        {
            throw CancellationError()
        } catch {
            throw OutwardFault(reason: "no answer: \(Swift.type(of: error))")
        }
        guard (200..<300).contains(response.status.code) else {
            throw OutwardFault(reason: "answered \(response.status.code)")
        }
    }

    static func signature(of body: [UInt8], at seconds: String, with secret: [UInt8]) -> String {
        let text = Array((seconds + ".").utf8) + body
        return Hex.encode(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: secret)))
    }
}

/// Why somebody could not be told; tried again later.
struct OutwardFault: Error, Equatable {
    let reason: String
}
