import Topics
import Vocabulary

extension UserID {
    /// Who is said to have published what is said without names.
    static func somebody(at authority: AuthorityCode) -> UserID {
        guard let user = UserID("\(authority)/\(TopicDefinition.somebody)") else {
            preconditionFailure("an authority's code is printable")
        }
        return user
    }
}
