import HTTPTypes
import Hummingbird
import HummingbirdCore

// What stands before every page and every form; a route gets neither visitor nor form in another way.
extension ConsoleParts {
    /// Whoever is signed in.
    ///
    /// - Throws: ``SignInNeeded``, which sends the browser to sign in and back.
    func visitor(_ context: ConsoleContext) throws -> Visitor {
        guard let visitor = context.visitor else { throw SignInNeeded() }
        return visitor
    }

    /// Whoever is signed in, if the place is for them.
    func visitor(_ context: ConsoleContext, at place: Place) throws -> Visitor {
        let visitor = try visitor(context)
        guard place.isOpen(to: visitor, settings) else { throw PageFault.notYours }
        return visitor
    }

    /// A form that came from a page of this session, and whose session it is.
    func checkedForm(_ request: Request, _ context: ConsoleContext) async throws -> (ConsoleForm, Visitor) {
        try checkOrigin(request)
        let visitor = try visitor(context)
        let form = try await ConsoleForm(request)
        guard let token = form["token"], Secret.isEqual(token, visitor.session.antiForgery) else {
            throw PageFault.forged
        }
        return (form, visitor)
    }

    /// A form's page, or the page again if something is wrong with what was filled in.
    func formPage(
        _ view: String,
        _ content: [String: Any],
        titled title: String,
        for visitor: Visitor,
        at place: Place,
        _ fault: AnswerFault?
    ) async throws -> Response {
        var content = content
        content["fault"] = fault.map {
            ["field": $0.field, "text": $0.text, "at-" + $0.field: true] as [String: Any]
        }
        var response = page(
            view,
            content,
            titled: (fault == nil ? "" : "Error: ") + title,
            for: visitor,
            at: place,
            now: try await visitor.desk.now()
        )
        if fault != nil { response.status = .unprocessableContent }
        return response
    }

    /// Browsers say from which site a form comes; another's is refused before it is read.
    func checkOrigin(_ request: Request) throws {
        if let origin = request.headers[.origin], origin != settings.url { throw PageFault.forged }
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }),
            !["same-origin", "none"].contains(site)
        {
            throw PageFault.forged
        }
    }
}
