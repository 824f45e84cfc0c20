import ArgumentParser
import BrokerClient
import JSON
import Topics
import Vocabulary
import Wire

/// `concordat listen`: subscribes, and prints what is delivered.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Subscribes to topics and prints what is delivered.",
        discussion: """
            The subscription is durable: what comes while nobody listens is delivered at the next start. Each \
            delivery is stored in the system's box before it is acknowledged, and printed once.
            """
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "Patterns of topics: * is one token, > the rest, as in 'case.E08000025.>'.")
    var patterns: [String]

    @Option(help: "The subscription's name.")
    var sub = "listen"

    @Option(help: "Where a new subscription begins: now, start, or a sequence.")
    var from = "now"

    @Option(help: "End after so many deliveries; otherwise never.")
    var count: Int?

    @Flag(help: "Print each delivery as one line of JSON.")
    var json = false

    func validate() throws {
        for pattern in patterns where TopicPattern(pattern) == nil {
            throw ValidationError("\(pattern): must be a topic pattern such as police.* or case.>")
        }
        guard SubscriptionName(sub) != nil else { throw ValidationError("--sub must be printable ASCII") }
        guard Self.start(from) != nil else {
            throw ValidationError("--from must be now, start or a sequence")
        }
        if let count, count < 1 { throw ValidationError("--count must be at least 1") }
    }

    func run() async throws {
        guard let name = SubscriptionName(sub), let start = Self.start(from) else {
            throw ExitCode.validationFailure
        }
        let topics = patterns.compactMap { TopicPattern($0) }
        try await ClientCall.run(client, .box("listen-" + sub)) { call in
            try await call.connection.subscribe(
                Subscription(name, to: topics, from: start),
                within: call.patience
            )
            StandardError.write("listening as \(call.user) at \(call.authority), subscription \(name)")
            var printed = 0
            for try await message in call.connection.messages(of: name) {
                StandardOutput.write(try json ? Self.line(message.delivery) : Self.text(message.delivery))
                printed += 1
                guard let count, printed >= count else { continue }
                try await call.connection.box.finish(message)
                break
            }
        }
    }

    private static func start(_ text: String) -> ClientMessage.Subscribe.Start? {
        switch text {
        case "now": .now
        case "start": .start
        default: Int64(text).flatMap { $0 > 0 ? .sequence(LedgerSequence($0)) : nil }
        }
    }

    private static func line(_ delivery: BrokerMessage.Deliver) throws -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("n", delivery.number)
        writer.member("seq", delivery.sequence.number)
        writer.member("id", delivery.id.text)
        writer.member("topic", delivery.topic.text)
        writer.member("cases", value: .array(delivery.cases.map { .string($0.text) }))
        writer.member("at", delivery.accepted.milliseconds)
        writer.member("by", delivery.publisher.text)
        writer.member("why", delivery.why)
        writer.member("due", value: delivery.due.map { .integer($0.milliseconds) } ?? .null)
        writer.member("withheld", delivery.withheld)
        if !delivery.body.isEmpty {
            // Not as it came: it may hold line breaks.
            writer.member("event", value: try JSONDocument(parsing: delivery.body).root.value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func text(_ delivery: BrokerMessage.Deliver) throws -> String {
        var lines = [
            "#\(delivery.sequence.number)  \(ShownTime.text(delivery.accepted))  \(delivery.topic)",
            "    from \(delivery.publisher), id \(delivery.id)",
        ]
        if !delivery.cases.isEmpty {
            lines.append("    on " + delivery.cases.map(\.text).joined(separator: ", "))
        }
        lines.append("    because: \(delivery.why)")
        if let due = delivery.due { lines.append("    answer by \(ShownTime.text(due))") }
        if delivery.withheld {
            let isRecalled = delivery.why.hasPrefix("recalled")
            lines.append(
                isRecalled
                    ? "    taken back by whoever said it" : "    withheld: this system may see it no longer"
            )
        } else if let data = try JSONDocument(parsing: delivery.body).root["data"] {
            let text = IndentedJSON.text(of: data.value)
            lines += text.split(separator: "\n").map { "    " + $0 }
        }
        return lines.joined(separator: "\n")
    }
}
