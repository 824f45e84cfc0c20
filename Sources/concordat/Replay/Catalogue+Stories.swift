import Topics
import Vocabulary

extension Catalogue {
    /// The same topics, of which any role may publish what any role may: a story's lines are what happened, and who may
    /// say what is decided elsewhere.
    var forScripts: Catalogue {
        let everybody = Role.codes.flatMap { [Role($0), Role("R-\($0)")] }.compactMap(\.self).sorted()
        guard let catalogue = Catalogue(definitions.map { $0.published(by: everybody) }) else {
            preconditionFailure("the topics of a catalogue differ")
        }
        return catalogue
    }
}

extension TopicDefinition {
    /// The same agreement; what no role may publish stays the broker's.
    fileprivate func published(by roles: [Role]) -> TopicDefinition {
        guard publishers.contains(where: { if case .role = $0 { true } else { false } }) else { return self }
        let others = publishers.filter { if case .role = $0 { false } else { true } }
        return TopicDefinition(
            topic: topic,
            title: title,
            owner: owner,
            purpose: purpose,
            lawfulBasis: lawfulBasis,
            publishers: roles.map(Publisher.role) + others,
            severity: severity,
            acknowledgement: acknowledgement,
            retention: retention,
            sees: sees,
            keyworker: tells.keyworker,
            active: tells.active,
            onRequest: onRequest,
            always: tells.always,
            isNameless: isNameless,
            schema: schema,
            example: example
        )
    }
}
