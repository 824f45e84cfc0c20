import ArgumentParser
import Concerns
import JSON
import Transfer
import Vocabulary

/// `concordat transfer offer`: the written request, with its pack.
struct TransferOfferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer",
        abstract: "Offers responsibility, and sends the pack of documents.",
        discussion: """
            Waits until the receiver has named the number (epoch) that this offer may have. Until the receiver \
            accepts and you release, you hold. Repeated after an interruption it sends the pack alone. \
            --continues-stay makes a temporary stay permanent: what the receiver holds meanwhile, it goes on to hold.
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption

    @Option(name: .customLong("case"), help: ChildArgument.help)
    var children: [ChildArgument]

    @Option(help: "The legal basis: early-help, cin, cp, lac or temporary-stay.")
    var kind: String

    @Option(help: "Why the family moved.")
    var reason: String?

    @Option(help: "The plan in force, in words.")
    var plan: String?

    @Option(help: "A file with a JSON array: open concerns, clocks, expected events, meetings.")
    var inventory: String?

    @Option(help: "Until when a temporary stay lasts, YYYY-MM-DD.")
    var until: String?

    @Flag(help: "The family stays for good: the offer continues the temporary stay that is open.")
    var continuesStay = false

    @Option(help: "A document of the pack, <kind>=<file>, such as plan=plan.txt; once for each.")
    var pack: [PackArgument] = []

    func validate() throws {
        guard OfferTerms.Kind(rawValue: kind) != nil else {
            let kinds = OfferTerms.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--kind must be one of \(kinds)")
        }
        guard !children.isEmpty else { throw ValidationError("--case must be given for each child") }
        if let until, CivilDate(iso8601: until) == nil { throw ValidationError("--until must be YYYY-MM-DD") }
        if kind == OfferTerms.Kind.temporaryStay.rawValue, until == nil {
            throw ValidationError("--kind temporary-stay needs --until")
        }
        if continuesStay, kind == OfferTerms.Kind.temporaryStay.rawValue {
            throw ValidationError(
                "--continues-stay makes a stay permanent; --kind must not be temporary-stay"
            )
        }
    }

    func run() async throws {
        let documents = try pack.map { try $0.read() }
        let terms = try terms(documents.map(\.item))
        try await ClientCall.run(client, .box("outbox")) { call in
            let id = try transfer.transferID
            var row = try await TransferRow.fetch(id, by: call)
            if row.here != .offered || (row.isStay && continuesStay) {
                var terms = terms
                if continuesStay {
                    guard row.here == .offered else {
                        throw CommandFailure.refused(
                            "\(id): no temporary stay is open that an offer could continue"
                        )
                    }
                    terms.continues = try row.offer()
                }
                let epoch = try await Self.epochNamed(for: id, by: call)
                try await TransferMessage(row.header(epoch: epoch), .offered(terms)).publish(by: call)
                row = try await TransferRow.fetch(id, by: call)
            }
            let offer = try row.offer()
            for document in documents {
                let content = PackDocument(offer: offer, item: document.item, content: document.content)
                try await TransferMessage(row.header, .pack(content)).publish(by: call)
            }
        }
    }

    private func terms(_ items: [PackItem]) throws -> OfferTerms {
        guard let kind = OfferTerms.Kind(rawValue: kind) else { throw ExitCode.validationFailure }
        return OfferTerms(
            kind: kind,
            members: children.map(\.member),
            pack: items,
            inventory: try InventoryFile.read(inventory),
            plan: plan.map { ["summary": .string($0)] },
            reason: reason,
            until: until.flatMap { CivilDate(iso8601: $0) }
        )
    }

    /// The epoch of the next offer, once the receiver has named it.
    private static func epochNamed(for id: TransferID, by call: ClientCall) async throws -> Int64 {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: call.patience)
        while true {
            let row = try await TransferRow.fetch(id, by: call)
            if let epoch = row.nextEpoch { return epoch }
            // What stands against an offer here is for the broker to say.
            guard row.here == .notified || row.here == .acknowledged || row.isStay || row.here == .declined
            else {
                return row.header.epoch
            }
            guard clock.now < end else {
                throw CommandFailure.unreachable(
                    "\(id): \(row.header.to) has not named an epoch yet; offer later"
                )
            }
            // Nobody tells a reader when it changes; each read is an entry, so not too often.
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
