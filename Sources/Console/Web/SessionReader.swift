import HTTPTypes
import Hummingbird
import HummingbirdCore
import Vocabulary

/// Finds out who asks, at every request anew: whoever left the register is signed out by that.
struct SessionReader: RouterMiddleware {
    typealias Context = ConsoleContext

    /// What the page's own script says when it looks again by itself, which is no sign that anybody is there.
    static let live = HTTPField.Name("Concordat-Live")

    let parts: ConsoleParts

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let secret = request.cookies[parts.cookies.session]?.value {
            let isAsking = Self.live.map { request.headers[$0] == nil } ?? true
            context.visitor = await parts.visitor(secret, isAsking: isAsking && request.uri.path != "/news")
        }
        return try await next(request, context)
    }
}
