import ArgumentParser
import Topics
import Vocabulary

/// `concordat publish`: says something, and ends when it is receipted.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publishes an event and waits for its receipt.",
        discussion: """
            The event and its id are stored in the system's box, beside the clients file, before the first send. If \
            the broker does not answer in time (69) they stay there, and the next publish of the same system sends \
            them again.
            """
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The topic, such as police.domestic-incident.")
    var topic: String

    @Argument(help: "JSON: a whole event, or its data alone; - for standard input.")
    var file: String

    @Option(help: "Save the receipt here, for `concordat receipt check`.")
    var receipt: String?

    @Option(help: "When it happened, RFC 3339; otherwise now. For data alone.")
    var time: String?

    @Option(help: "The event's id, a UUID; otherwise a new one. For data alone.")
    var id: String?

    func validate() throws {
        guard Topic(topic) != nil else {
            throw ValidationError("\(topic): must be a topic such as police.arrest")
        }
        if let time, Instant(rfc3339: time) == nil {
            throw ValidationError("--time must be a date-time such as 2026-10-05T09:00:00+01:00")
        }
        if let id, MessageID(id) == nil { throw ValidationError("--id must be a UUID") }
    }

    func run() async throws {
        guard let topic = Topic(topic) else { throw ExitCode.validationFailure }
        let bytes = try InputFile.read(file)
        try await ClientCall.run(client, .box("outbox")) { call in
            let event = try OutgoingEvent(
                bytes,
                on: topic,
                time: time.flatMap { Instant(rfc3339: $0) },
                id: id.flatMap { MessageID($0) },
                by: call
            )
            try await event.publish(by: call, receiptFile: receipt)
        }
    }
}
