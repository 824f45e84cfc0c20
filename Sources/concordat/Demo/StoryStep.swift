import JSON
import Topics
import Vocabulary

/// One moment of a story: what is told on the terminal, which systems say what, and who stays silent.
struct StoryStep {
    /// Something that an agency's system says: a file that it drops.
    struct Saying {
        let authority: AuthorityCode
        let user: UserID
        let content: Content
    }

    /// What a dropped file holds.
    enum Content {
        /// The `data` of one event on a topic; header and digests of a transfer are filled in when it is said.
        case event(Topic, JSONValue)
        /// An export in the agency's own columns, which its adapter reads: the file's name in the story's folder.
        case export(String)
    }

    /// Nobody answers: the clock moves on to each moment, and at the last one somebody does.
    struct Silence {
        let until: [Instant]
        let answerer: StaffID
    }

    /// What it is called; with the place of a saying it makes the event's id.
    let id: String
    let at: Instant
    /// In plain words.
    let telling: String
    let sayings: [Saying]
    let silence: Silence?
    /// The broker that is killed before anything of it is said, and started again afterwards.
    let killed: AuthorityCode?
    /// When it is started again, if not at once.
    let restart: Instant?
}

extension StoryStep {
    init?(_ node: JSONNode) {
        guard let id = node["id"]?.string, let at = node["at"]?.string.flatMap({ Instant(rfc3339: $0) }),
            let telling = node["tell"]?.string
        else { return nil }
        self.id = id
        self.at = at
        self.telling = telling
        var sayings: [Saying] = []
        for said in node["says"].map({ Array($0.elements) }) ?? [] {
            guard let saying = Saying(said) else { return nil }
            sayings.append(saying)
        }
        self.sayings = sayings
        silence = node["silence"].flatMap { silence in
            silence["answerer"]?.string.flatMap { StaffID($0) }.map { answerer in
                Silence(
                    until: silence["until"]?.elements.compactMap {
                        $0.string.flatMap { Instant(rfc3339: $0) }
                    }
                        ?? [],
                    answerer: answerer
                )
            }
        }
        killed = node["kill"]?.string.flatMap { AuthorityCode($0) }
        restart = node["later"]?.string.flatMap { Instant(rfc3339: $0) }
    }
}

extension StoryStep.Saying {
    fileprivate init?(_ node: JSONNode) {
        guard let authority = node["authority"]?.string.flatMap({ AuthorityCode($0) }),
            let user = node["system"]?.string.flatMap({ UserID($0) })
        else { return nil }
        self.authority = authority
        self.user = user
        if let export = node["export"]?.string {
            content = .export(export)
        } else if let topic = node["topic"]?.string.flatMap({ Topic($0) }), let data = node["data"]?.value {
            content = .event(topic, data)
        } else {
            return nil
        }
    }
}
