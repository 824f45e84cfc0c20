public import BrokerCore
public import Escalation
public import Meetings
public import Patterns
public import Topics
public import Vocabulary

/// What one authority's broker is to be: `Configs/<authority>/broker.yaml` and the files that it names.
public struct BrokerFile: Sendable, Equatable {
    /// The authority it serves.
    public let authority: AuthorityCode
    /// The authority's name.
    public let name: String
    /// Where it listens, `tcp://<address>:<port>`.
    public let endpoint: String
    /// The secret certificate of its CURVE key.
    public let curveKeyPath: String
    /// The secret certificate of its signing key.
    public let signingKeyPath: String
    /// The folder of its ledger.
    public let ledgerPath: String
    /// The folder of its ledger's snapshots, beside the ledger; it may be deleted at any time.
    public var snapshotPath: String {
        (ledgerPath.hasSuffix("/") ? String(ledgerPath.dropLast()) : ledgerPath) + ".snapshots"
    }
    /// The file of its chronology view.
    public let viewPath: String
    /// The folder in which its decisions are durable a second time, if there is one (`wire.md`, "Two places").
    public let mirrorPath: String?
    /// The Unix socket that answers whether everything is well, if there is to be one.
    public let healthPath: String?
    /// The configuration of the console that is served beside the broker, if there is to be one.
    public let consolePath: String?
    /// The folder in which the newest checkpoint is kept, apart from the ledger, to notice a restored backup by;
    /// beside the view if the file names none, better on another volume.
    public let witnessPath: String
    /// The folder of topics.
    public let topicsPath: String
    /// What is in that folder.
    public let catalogue: Catalogue
    /// When people are at work.
    public let calendar: WorkingCalendar
    /// Who answers when somebody does not.
    public let ladders: Ladders
    /// Which messages start and end which clocks; none if the file names none.
    public let clocks: ClockRules
    /// What makes a meeting sound; nothing if the file names none.
    public let meetings: MeetingRules
    /// What several concerns mean together; nothing if the file names none.
    public let patterns: PatternRules
    /// The agencies of the partnership, in the order written.
    public let agencies: [Agency]
    /// The authorities it hands over to, in the order written.
    public let peers: [Peer]
}

extension BrokerFile {
    /// One agency of the partnership.
    public struct Agency: Sendable, Equatable {
        /// Its short name.
        public let id: AgencyID
        /// Its name.
        public let name: String
        /// Its systems.
        public let systems: [System]
        /// Its people and teams.
        public let staff: [Staff]
    }

    /// One system of an agency, with a CURVE key of its own.
    public struct System: Sendable, Equatable {
        /// Who its key speaks for, `agency/system`.
        public let user: UserID
        /// The key that it proves.
        public let key: KeySource
        /// What it stands for, in the order written.
        public let roles: [Role]
        /// What it may publish.
        public let publishes: [TopicPattern]
        /// What it may see.
        public let sees: [TopicPattern]
        /// Of which cases it may see anything.
        public let cases: CaseScope
        /// How often it must speak, if that was agreed.
        public let silence: SilenceBook.Terms?
        /// Whom to ring about it: its own contact, else its agency's.
        public let contact: SystemContact?
    }

    /// Where a public key is written.
    public enum KeySource: Sendable, Hashable {
        /// Here, in Z85.
        case z85(String)
        /// In a ZeroMQ certificate at this path.
        case certificate(path: String)
    }

    /// Of which cases a system may see anything.
    public enum CaseScope: String, Sendable, CaseIterable {
        /// Those in which its agency is active.
        case involved
        /// All of the authority's.
        case all
    }

    /// A member of staff, or a team.
    public struct Staff: Sendable, Equatable {
        /// Who, `agency/person`.
        public let id: StaffID
        /// Their name.
        public let name: String
        /// What they stand for, in the order written.
        public let roles: [Role]
        /// Whether they are a qualified social worker, if that is known.
        public let isQualified: Bool?
        /// How to ring them.
        public let phone: String?
        /// Whose turn it may be, if this is a team; else `nil`.
        public let members: [StaffID]?
    }

    /// Another authority.
    public struct Peer: Sendable, Equatable {
        /// Which.
        public let authority: AuthorityCode
        /// Its name.
        public let name: String
        /// Where its broker listens.
        public let endpoint: String
        /// The public key its broker serves with, in Z85.
        public let serverKey: String
        /// The public key its broker connects to us with, in Z85.
        public let clientKey: String
        /// The C2SP verifier key of its checkpoints.
        public let verifier: String
    }
}
