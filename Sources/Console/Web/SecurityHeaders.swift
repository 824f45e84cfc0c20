import HTTPTypes
import Hummingbird
import HummingbirdCore

/// What every answer tells the browser: nothing from elsewhere, nothing inline, in no frame, in no cache.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = ConsoleContext

    let isSecure: Bool
    /// Where forms may lead besides here: to the provider that signs people in.
    let provider: String

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in fields where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    private var fields: [(HTTPField.Name, String)] {
        var fields: [(HTTPField.Name, String)] = [
            (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
        ]
        let others = [
            // Not `no-referrer`: the browser would hide the origin of our own forms as well.
            ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ]
        fields += others.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
        if isSecure { fields.append((.strictTransportSecurity, "max-age=31536000; includeSubDomains")) }
        return fields
    }

    private var policy: String {
        """
        default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
        form-action 'self'\(provider.isEmpty ? "" : " " + provider); base-uri 'none'; frame-ancestors 'none'
        """
    }
}
