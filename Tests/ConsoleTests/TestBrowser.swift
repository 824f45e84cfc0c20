import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Console

/// As much of a browser as the tests need: cookies, forms, and redirects only when asked.
final class TestBrowser {
    struct Answer {
        let status: Int
        let headers: HTTPHeaders
        let text: String

        subscript(name: String) -> String { headers[name].joined(separator: ", ") }
        var location: String { headers["location"].first ?? "" }

        /// The value of the first field of that name in a form.
        func field(_ name: String) -> String {
            guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return "" }
            return String(text[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    let url: String
    var cookies: [String: String] = [:]
    /// The `Set-Cookie` lines as they came.
    private(set) var cookieLines: [String] = []

    init(_ console: TestConsole) { url = console.url }
    init(url: String) { self.url = url }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await ask(.GET, path, nil, headers)
    }

    func post(_ path: String, _ fields: [(String, String)], _ headers: [String: String] = [:]) async throws
        -> Answer
    {
        let own = ["origin": url, "sec-fetch-site": "same-origin"].merging(headers) { $1 }
        return try await ask(.POST, path, FormText.write(fields), own.filter { !$0.value.isEmpty })
    }

    private func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String?,
        _ headers: [String: String]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : url + path)
        request.method = method
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if !cookies.isEmpty {
            let line = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
                separator: "; "
            )
            request.headers.add(name: "cookie", value: line)
        }
        if let body {
            if request.headers["content-type"].isEmpty {
                request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            }
            request.body = .bytes(ByteBuffer(string: body))
        }
        let answer = try await Self.client.execute(request, timeout: .seconds(600))
        for line in answer.headers["set-cookie"] { keep(line) }
        let text = String(buffer: try await answer.body.collect(upTo: 16 * 1_024 * 1_024))
        return Answer(status: Int(answer.status.code), headers: answer.headers, text: text)
    }

    private func keep(_ line: String) {
        cookieLines.append(line)
        let pair = line.prefix { $0 != ";" }.split(
            separator: "=",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard pair.count == 2 else { return }
        cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
    }

    /// Redirects are what some tests are about, so none is followed.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    // MARK: Signing in

    /// The way to the provider and back; answers with the last page.
    @discardableResult
    func signIn(as person: String, to path: String? = nil) async throws -> Answer {
        let back = try await wayBack(as: person, to: path)
        return try await get(back)
    }

    /// The address to which the provider sends the browser back.
    func wayBack(as person: String, to path: String? = nil) async throws -> String {
        let begin = try await post("/sign-in", path.map { [("to", $0)] } ?? [])
        try #require(begin.status == 303, "\(begin.text)")
        let choice = try await get(begin.location)
        let names = [
            "client_id", "response_type", "code_challenge_method", "redirect_uri", "state", "nonce",
            "code_challenge",
        ]
        let fields = names.map { ($0, choice.field($0).replacing("&amp;", with: "&")) } + [("person", person)]
        let granted = try await post("/provider/authorize", fields)
        try #require(granted.status == 303, "\(granted.text)")
        return granted.location
    }

    /// The anti-forgery fields of a page's form.
    func fields(of page: Answer) -> [(String, String)] {
        [("token", page.field("token")), ("once", page.field("once"))]
    }
}
