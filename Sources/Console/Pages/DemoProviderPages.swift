import Hummingbird
import HummingbirdCore
import NIOCore
import Vocabulary

/// The demo's provider as browsers and the console see it.
struct DemoProviderPages: Sendable {
    let parts: ConsoleParts
    let provider: DemoProvider

    func add(to router: Router<ConsoleContext>) {
        router.get("/provider/.well-known/openid-configuration") { _, _ in Self.json(provider.description) }
        router.get("/provider/keys") { _, _ in Self.json(await provider.publicKeys()) }
        router.get("/provider/authorize") { request, _ in
            let query = request.uri.queryParameters
            let field: (String) -> String? = { name in query[name[...]].map(String.init) }
            guard let asked = DemoProvider.Asked(field, redirect: provider.redirect) else {
                throw PageFault.unreadable
            }
            return choice(for: asked)
        }
        router.post("/provider/authorize") { request, _ in
            try parts.checkOrigin(request)
            let form = try await ConsoleForm(request)
            guard let asked = DemoProvider.Asked({ form[$0] }, redirect: provider.redirect),
                let person = people.first(where: { $0.id.text == form["person"] })
            else { throw PageFault.unreadable }
            return Response.seeOther(await provider.grant(asked, to: person.id))
        }
        router.post("/provider/token") { request, _ in
            let form = try await ConsoleForm(request)
            guard let token = try await provider.token({ form[$0] }) else {
                var response = Self.json(#"{"error":"invalid_grant"}"#)
                response.status = .badRequest
                return response
            }
            return Self.json(#"{"token_type":"Bearer","access_token":"none","id_token":"\#(token)"}"#)
        }
    }

    /// Everybody who can sign in here.
    private var people: [ConsolePerson] {
        parts.directory.people.filter { !$0.isTeam && parts.desks[$0.agency] != nil }
    }

    private func choice(for asked: DemoProvider.Asked) -> Response {
        let fields = asked.fields.map { ["name": $0.0, "value": $0.1] }
        let rows = people.map { person -> [String: Any] in
            [
                "id": person.id.text, "name": person.name, "fields": fields,
                "element": "person-" + person.id.text.replacing("/", with: "-").replacing(".", with: "-"),
                "roles": RoleWords.list(person.roles, parts.settings.governance.contains(person.id)),
            ]
        }
        return parts.page("demo-people", ["people": rows], titled: "Who do you want to be?", for: nil)
    }

    private static func json(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
