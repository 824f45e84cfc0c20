public import Concerns
public import Topics
public import Vocabulary

/// Whom an outward adapter tells that something waits, and how.
public struct OutwardConfiguration: Sendable {
    /// Somebody who is told, a member of staff or a team of this system's agency.
    public struct Person: Sendable {
        /// As the register knows them.
        public var staff: StaffID
        /// Where mail goes.
        public var mail: String?
        /// Where webhooks and FHIR notifications go.
        public var hooks: [Hook]
        /// SHA-256 of the token in the address of their calendar; the token itself is nowhere but in that address.
        public var calendar: Digest?

        /// Creates a person.
        public init(staff: StaffID, mail: String? = nil, hooks: [Hook] = [], calendar: Digest? = nil) {
            self.staff = staff
            self.mail = mail
            self.hooks = hooks
            self.calendar = calendar
        }
    }

    /// An address of another system that is told.
    public struct Hook: Sendable {
        /// In what form.
        public enum Form: String, Sendable, CaseIterable {
            /// Our own JSON.
            case json
            /// A notification of a FHIR R4 subscription, without the resource.
            case fhir
        }

        /// Where; `https`, or this machine.
        public var url: String
        /// In what form.
        public var form: Form
        /// With what it is signed, at least 16 bytes.
        public var secret: [UInt8]

        /// Creates a hook.
        public init(url: String, form: Form = .json, secret: [UInt8]) {
            self.url = url
            self.form = form
            self.secret = secret
        }
    }

    /// The server that takes mail.
    public struct MailServer: Sendable {
        /// Its name, which its certificate must bear.
        public var host: String
        /// Its port.
        public var port: Int
        /// Who writes.
        public var from: String
        /// Who signs its certificate, PEM; the system's own authorities if nothing is said.
        public var authorities: String?
        /// The account, if it needs one.
        public var account: (user: String, password: String)?
        /// How long it may take to answer; default 30 s.
        public var patience = Duration.seconds(30)

        /// Creates a server.
        public init(host: String, port: Int, from: String) {
            self.host = host
            self.port = port
            self.from = from
        }
    }

    /// Who speaks.
    public var source: EventSource
    /// What wakes it: deliveries on these topics.
    public var topics: [TopicPattern]
    /// Whom it tells.
    public var people: [Person]
    /// How mail leaves.
    public var mailServer: MailServer?
    /// Where calendars are served, if they are.
    public var calendars: (host: String, port: Int, tls: TLSFiles?)?
    /// Where people sign in; named in mails.
    public var console: String?
    /// Between two looks when nothing wakes it, each recorded as a read; default 15 minutes.
    public var interval = Duration.seconds(900)

    /// Whether a text may stand as an address in a mail's commands and headers.
    public static func isMailAddress(_ text: String) -> Bool { MailMessage.isAddress(text) }

    /// Creates a configuration.
    public init(source: EventSource, topics: [TopicPattern], people: [Person]) {
        self.source = source
        self.topics = topics
        self.people = people
    }
}
