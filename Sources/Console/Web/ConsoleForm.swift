import Hummingbird
import HummingbirdCore
import NIOCore

/// A form that somebody sent.
struct ConsoleForm: Sendable {
    /// The longest that is read.
    static let longest = 64 * 1_024

    private let fields: [(name: String, value: String)]

    init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// Reads a request's body.
    init(_ request: Request) async throws {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw PageFault.unreadable
        }
        let body = try await request.body.collect(upTo: Self.longest)
        guard let fields = FormText.read(String(buffer: body)) else { throw PageFault.unreadable }
        self.fields = fields
    }

    /// A field without spaces around it, or `nil` if it is not there or says nothing.
    subscript(name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        let text = String(value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        return text.isEmpty ? nil : text
    }

    /// The reason that somebody gives, if it is one: 10 to 2,000 characters.
    var reason: String? { self["reason"].flatMap { (10...2_000).contains($0.count) ? $0 : nil } }
}
