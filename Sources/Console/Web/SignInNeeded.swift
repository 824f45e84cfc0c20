import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The page is for whoever is signed in.
struct SignInNeeded: Error {}

/// Sends browsers to sign in and back; and lets a link in a letter work although it came without the strict cookie.
struct SignInDoor: RouterMiddleware {
    typealias Context = ConsoleContext

    let parts: ConsoleParts

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is SignInNeeded {
            guard request.method == .get else {
                throw PageFault(
                    status: .forbidden,
                    title: "You were signed out",
                    text:
                        "Nothing was done, because nobody had used this page for a while. Sign in and do it again."
                )
            }
            let path = LocalPath.checked(request.uri.string)
            let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
            if let path, site == "cross-site" || site == "same-site" {
                // From a page of our own the browser asks once more, and brings the cookie if it has one.
                return parts.page(
                    "continue",
                    ["next": path],
                    titled: "Open the page",
                    for: nil,
                    goingTo: path
                )
            }
            let query = path.flatMap { $0 == "/" ? nil : FormText.write([("to", $0)]) }
            return Response.seeOther("/sign-in" + (query.map { "?" + $0 } ?? ""))
        }
    }
}
