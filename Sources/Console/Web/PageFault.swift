import HTTPTypes

/// A page that cannot be shown, and what is said instead.
struct PageFault: Error, Sendable {
    let status: HTTPResponse.Status
    let title: String
    let text: String
    var headers: HTTPFields = [:]

    static let unknown = PageFault(
        status: .notFound,
        title: "Page not found",
        text:
            "If you typed the address, check that it is right. If you followed a link, what it showed may have moved."
    )
    static let notYours = PageFault(
        status: .forbidden,
        title: "You cannot open this page",
        text: "It is for people with another role. If you need it for your work, ask your team manager."
    )
    static let forged = PageFault(
        status: .forbidden,
        title: "Nothing was done",
        text:
            "The form did not come from a page of this session. Go back, open the page again and send it once more."
    )
    static let unreadable = PageFault(
        status: .badRequest,
        title: "Nothing was done",
        text: "The form could not be read."
    )

    /// What the broker refused, in words for whoever asked.
    init(_ refusal: DeskRefusal) {
        switch refusal.code {
        case 403:
            self = PageFault(
                status: .forbidden,
                title: "This is not for your agency",
                text: "The broker did not show it: " + refusal.text + "."
            )
        case 404: self = .unknown
        case 451:
            self = PageFault(
                status: HTTPResponse.Status(code: 451),
                title: "Another authority holds this case now",
                text: refusal.text + "."
            )
        case 0, 401, 421, 429, 503:
            self = PageFault(
                status: .serviceUnavailable,
                title: "The broker does not answer just now",
                text: "Nothing is lost. Try again in a minute."
            )
        default:
            self = PageFault(
                status: .badRequest,
                title: "The broker refused this",
                text: refusal.text + "."
            )
        }
    }

    init(status: HTTPResponse.Status, title: String, text: String, headers: HTTPFields = [:]) {
        self.status = status
        self.title = title
        self.text = text
        self.headers = headers
    }
}
