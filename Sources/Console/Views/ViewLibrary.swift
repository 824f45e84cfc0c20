import Mustache

/// The console's Mustache templates.
///
/// They are Swift text and not files beside the program: one executable is all that has to be installed, wherever it goes,
/// and a page cannot meet templates of another release. `{{…}}` escapes what it writes; `{{{…}}}` is only for what another
/// template or drawing of ours has made.
struct ViewLibrary: Sendable {
    private static let all: [(String, String)] = [
        FrameViews.all, SignInViews.all, InboxViews.all, CaseViews.all, StoryViews.all, DutyViews.all,
        TransferViews.all, MeetingViews.all, GovernanceViews.all,
    ].flatMap(\.self)

    private let library: MustacheLibrary

    /// Compiles all of them.
    ///
    /// - Throws: the first that is no template, so that none is found out by a visitor.
    init() throws {
        var library = MustacheLibrary()
        for (name, text) in Self.all {
            try library.register(text, named: name)
        }
        self.library = library
    }

    /// A view with its content.
    func text(_ name: String, _ content: [String: Any]) -> String {
        guard let text = library.render(content, withTemplate: name) else {
            preconditionFailure("there is no view \(name)")
        }
        return text
    }
}
