import Routing
import Topics
import Vocabulary

extension Register {
    /// Whether the key is admitted and still speaks for that system.
    func mayConnect(_ user: UserID, key: Identifier<CurveKind>) -> Bool {
        guard let record = self.key(key) else { return false }
        return record.user == user && record.status == .active
    }

    /// Whether one of the system's keys allows everything that the pattern can match.
    func maySee(_ pattern: TopicPattern, _ user: UserID) -> Bool {
        activeKeys(of: user).contains { key in key.sees.contains { $0.covers(pattern) } }
    }

    /// Whether one of the system's keys may publish the topic.
    func mayPublish(_ topic: Topic, _ user: UserID) -> Bool {
        activeKeys(of: user).contains { $0.mayPublish(topic) }
    }

    /// Whether one of the system's keys reaches cases on which its agency has no worker.
    func seesAllCases(_ user: UserID) -> Bool {
        activeKeys(of: user).contains { $0.cases == .all }
    }
}
