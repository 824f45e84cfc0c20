import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Vocabulary

/// Signing in through the provider, and out.
///
/// The session's cookie is SameSite=Strict, and the provider is another site: what it redirects the browser to comes without
/// that cookie, and so would whatever we redirect to from there. Hence two cookies: a Lax one that binds the sign-in to
/// its browser while it is away, and the Strict one that is set by a page of our own, from which the browser goes on.
struct SignInPages: Sendable {
    let parts: ConsoleParts
    let provider: OpenIDProvider

    func add(to router: Router<ConsoleContext>) {
        router.get("/sign-in") { request, context in
            if context.visitor != nil { return Response.seeOther("/") }
            return form(to: request.uri.queryParameters["to"].map(String.init))
        }
        router.post("/sign-in") { request, context in try await begin(request, context) }
        router.get("/signed-in") { request, context in try await end(request, context) }
        router.post("/sign-out/back-channel") { request, context in
            try await signOutFromThere(request, context)
        }
        router.post("/sign-out") { request, context in
            let (_, visitor) = try await parts.checkedForm(request, context)
            await parts.sessions.end(visitor.secret)
            var response = parts.page("signed-out", [:], titled: "You are signed out", for: nil)
            response.setCookie(CookieNames.gone(parts.cookies.session))
            if let name = HTTPField.Name("Clear-Site-Data") { response.headers[name] = #""cache""# }
            return response
        }
    }

    /// The provider itself says that somebody was signed out there, without any browser (back-channel logout).
    private func signOutFromThere(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let place = "back-channel " + context.place
        if let wait = await parts.failures.wait(place) {
            var response = Self.answer(.tooManyRequests)
            response.headers[.retryAfter] = String(wait)
            return response
        }
        do {
            guard let token = try await ConsoleForm(request)["logout_token"] else {
                throw SignInFault.noToken
            }
            let claims = try await provider.signedOut(token)
            let count = await parts.sessions.endAll(ofSubject: claims.subject, session: claims.session)
            parts.logger.info("signed out by the provider", metadata: ["sessions": "\(count)"])
            return Self.answer(.ok)
        } catch let fault as SignInFault {
            await parts.failures.count(place)
            parts.logger.warning(
                "not signed out",
                metadata: ["fault": "\(fault.rawValue)", "from": "\(context.place)"]
            )
            return Self.answer(fault == .unreachable ? .serviceUnavailable : .badRequest)
        }
    }

    /// What a provider is told; which fault it was is in the log only.
    private static func answer(_ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(string: status == .ok ? "{}" : #"{"error":"invalid_request"}"#)
            )
        )
    }

    private func form(to path: String?, fault: String? = nil, status: HTTPResponse.Status = .ok) -> Response {
        var content: [String: Any] = ["authority": parts.settings.name]
        content["to"] = LocalPath.checked(path)
        content["fault"] = fault
        var response = parts.page(
            "sign-in",
            content,
            titled: fault == nil ? "Sign in" : "Error: Sign in",
            for: nil
        )
        response.status = status
        return response
    }

    private func begin(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try parts.checkOrigin(request)
        if let wait = await parts.wait(context.place) { return throttled(wait) }
        await parts.beginnings.count(context.place)
        let form = try await ConsoleForm(request)
        let (state, browser, attempt) = await parts.attempts.begin(goingTo: LocalPath.checked(form["to"]))
        do {
            var response = Response.seeOther(try await provider.address(state: state, attempt))
            response.setCookie(parts.cookies.signIn(browser))
            return response
        } catch {
            return await refused(error, context)
        }
    }

    private func end(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        if let wait = await parts.wait(context.place) { return throttled(wait) }
        let query = request.uri.queryParameters
        guard let state = query["state"].map(String.init), let code = query["code"].map(String.init),
            let browser = request.cookies[parts.cookies.signIn]?.value,
            let attempt = await parts.attempts.take(state, browser: browser)
        else { return await refused(.stale, context) }
        do {
            let identity = try await provider.person(code, attempt)
            let person = identity.staff
            guard let known = parts.directory[person], !known.isTeam, parts.desks[known.agency] != nil else {
                throw SignInFault.unregistered
            }
            parts.logger.info("signed in", metadata: ["person": "\(person)"])
            let secret = await parts.sessions.begin(
                for: identity,
                ending: request.cookies[parts.cookies.session]?.value
            )
            let next = attempt.next ?? "/"
            var response = parts.page(
                "signed-in",
                ["next": next],
                titled: "You are signed in",
                for: nil,
                goingTo: next
            )
            response.setCookie(parts.cookies.session(secret))
            response.setCookie(CookieNames.gone(parts.cookies.signIn))
            return response
        } catch let fault as SignInFault {
            return await refused(fault, context)
        }
    }

    /// One answer for every fault, so that nobody learns from it who is registered; the log has the kind.
    private func refused(_ fault: SignInFault, _ context: ConsoleContext) async -> Response {
        await parts.failures.count(context.place)
        parts.logger.warning(
            "not signed in",
            metadata: ["fault": "\(fault.rawValue)", "from": "\(context.place)"]
        )
        let isOurs = fault == .unreachable
        return form(
            to: nil,
            fault: isOurs
                ? "The service that signs people in does not answer. Try again in a few minutes."
                : "Try again. If it happens once more, ask whoever keeps your partnership’s staff register.",
            status: isOurs ? .serviceUnavailable : .forbidden
        )
    }

    private func throttled(_ seconds: Int64) -> Response {
        var response = form(
            to: nil,
            fault:
                "There were too many attempts. Try again in \(BritishTime.length(seconds * 1_000 + 59_999)).",
            status: .tooManyRequests
        )
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}

extension ConsoleParts {
    /// For how many seconds no more sign-in is taken from a place.
    fileprivate func wait(_ place: String) async -> Int64? {
        let after = await failures.wait(place)
        let before = await beginnings.wait(place)
        return [after, before].compactMap(\.self).max()
    }
}
