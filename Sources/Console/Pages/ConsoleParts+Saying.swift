import JSON
import Logging
import Topics
import Vocabulary

extension ConsoleParts {
    /// Publishes what somebody decided with a form, once however often the form is sent.
    @discardableResult
    func say(
        _ topic: String,
        _ data: JSONValue,
        _ form: ConsoleForm,
        _ visitor: Visitor
    ) async throws -> LedgerSequence {
        guard let topic = Topic(topic), let id = form["once"].flatMap({ MessageID($0) }) else {
            throw PageFault.unreadable
        }
        logger.info("says", metadata: ["person": "\(visitor.person.id)", "topic": "\(topic)", "id": "\(id)"])
        return try await visitor.desk.say(Statement(id: id, topic: topic, data: data))
    }
}
