import Hummingbird
import HummingbirdCore
import Logging
import Vocabulary

/// Where somebody is signed in, and how that is ended from elsewhere.
struct SessionPages: Sendable {
    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/sessions") { request, context in
            let visitor = try parts.visitor(context)
            let done =
                request.uri.queryParameters["done"] == nil
                ? nil : "Whoever used those browsers must sign in again."
            return await page(visitor, done: done)
        }
        router.post("/sessions") { request, context in
            let (form, visitor) = try await parts.checkedForm(request, context)
            if let other = form["person"].flatMap({ StaffID($0) }), other != visitor.person.id {
                guard Place.governance.isOpen(to: visitor, parts.settings) else { throw PageFault.notYours }
                parts.logger.notice(
                    "signed out",
                    metadata: ["person": "\(other)", "by": "\(visitor.person.id)"]
                )
                await parts.sessions.endAll(of: other)
            } else {
                await parts.sessions.endAll(of: visitor.person.id, except: visitor.secret)
            }
            return Response.seeOther("/sessions?done=1")
        }
    }

    private func page(_ visitor: Visitor, done: String?) async -> Response {
        let own = await parts.sessions.sessions(of: visitor.person.id)
        var content: [String: Any] = [
            "own": own.map { session in
                [
                    "began": BritishTime.text(session.began), "asked": BritishTime.text(session.lastAsked),
                    "isThis": session.antiForgery == visitor.session.antiForgery,
                ] as [String: Any]
            },
            "hasOthers": own.count > 1, "isGovernance": Place.governance.isOpen(to: visitor, parts.settings),
        ]
        content["people"] = await parts.sessions.people().filter { $0 != visitor.person.id }.map { id in
            ["id": id.text, "name": parts.directory.name(of: id.text)]
        }
        content["done"] = done
        return parts.page("sessions", content, titled: "Where you are signed in", for: visitor)
    }
}
