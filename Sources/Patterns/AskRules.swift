public import Vocabulary

/// What people are asked for of the broker's own accord, though nothing is late and nothing adds up: policy, from a file.
public struct AskRules: Hashable, Sendable {
    /// Who works on a case is asked what they know, and whoever is silent is named to others (`domain.md` F09).
    public struct Contributions: Hashable, Sendable {
        /// The topics that make the broker ask.
        public let topics: [String]
        /// The topic that answers.
        public let answer: String
        /// Until when, in working days.
        public let workingDays: Int
        /// Roles that hear who was silent, besides whoever leads.
        public let tells: [Role]
        /// Roles that are not asked.
        public let except: [Role]

        /// Creates the rule.
        public init(topics: [String], answer: String, workingDays: Int, tells: [Role], except: [Role]) {
            self.topics = topics
            self.answer = answer
            self.workingDays = workingDays
            self.tells = tells
            self.except = except
        }
    }

    /// Who is asked who a father is, where nobody knows (`domain.md` N135, F102).
    public struct Father: Hashable, Sendable {
        /// The topics that make the broker ask.
        public let topics: [String]
        /// Who is asked, besides whoever leads.
        public let asks: [Role]

        /// Creates the rule.
        public init(topics: [String], asks: [Role]) {
            self.topics = topics
            self.asks = asks
        }
    }

    /// For contributions to an assessment; `nil` if nobody is asked.
    public let contributions: Contributions?
    /// For who a father is; `nil` if nobody is asked.
    public let father: Father?
    /// Services that answer one need, by the need's name, so that two of them are not to be open at once (N47).
    public let needs: [String: [Role]]

    /// Nobody is asked for anything.
    public static let none = AskRules(contributions: nil, father: nil, needs: [:])

    /// Creates rules.
    public init(contributions: Contributions?, father: Father?, needs: [String: [Role]]) {
        self.contributions = contributions
        self.father = father
        self.needs = needs
    }

    /// The need that a service answers: by its name, or the service's own where no other answers it.
    public func need(answeredBy role: Role) -> String {
        needs.filter { $0.value.contains(role) }.keys.min() ?? role.code
    }
}
