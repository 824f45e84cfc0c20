import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Topics
import Vocabulary

/// What every page of a console works with.
struct ConsoleParts: Sendable {
    let settings: ConsoleSettings
    /// The desk of each agency whose staff may sign in.
    let desks: [AgencyID: any Desk]
    let board: NewsBoard
    let sessions: SessionStore
    let attempts: SignInAttempts
    let failures: Throttle
    let beginnings: Throttle
    let cookies: CookieNames
    let views: ViewLibrary
    let isStory: Bool
    let logger: Logger
    let wallClock: @Sendable () -> Instant

    var directory: StaffDirectory { settings.directory }

    /// Whoever a session's secret stands for; nobody, once the session has ended or the register has them no longer.
    func visitor(_ secret: String, isAsking: Bool) async -> Visitor? {
        guard let session = await sessions.session(secret, isAsking: isAsking),
            let person = directory[session.person], !person.isTeam, let desk = desks[person.agency]
        else { return nil }
        return Visitor(person: person, session: session, secret: secret, desk: desk)
    }

    /// A whole page.
    func page(
        _ view: String,
        _ content: [String: Any],
        titled title: String,
        for visitor: Visitor?,
        at place: Place? = nil,
        now: Instant? = nil,
        isLive: Bool = false,
        goingTo next: String? = nil
    ) -> Response {
        var content = content
        content["form"] = visitor.map(formFields)
        var frame: [String: Any] = [
            "title": title, "authority": settings.name, "main": views.text(view, content),
        ]
        if let visitor {
            frame["visitor"] = ["name": visitor.person.name, "form": formFields(visitor)]
            frame["places"] = Place.open(to: visitor, settings).map { other in
                ["path": other.path, "title": other.title, "current": other == place] as [String: Any]
            }
        }
        if isStory, let now { frame["story"] = BritishTime.text(now) }
        frame["live"] = isLive
        frame["next"] = next
        return Self.html(views.text("frame", frame))
    }

    /// The anti-forgery field of a form, and what makes a button pressed twice say its word once.
    private func formFields(_ visitor: Visitor) -> [String: Any] {
        ["token": visitor.session.antiForgery, "once": UUID().uuidString.lowercased()]
    }

    static func html(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// What a topic is called.
    func title(of topic: String) -> String {
        Topic(topic).flatMap { settings.catalogue[$0]?.title } ?? topic
    }
}

extension Response {
    /// Sends the browser on with a GET.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
