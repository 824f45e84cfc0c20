import BrokerClient
import Concerns
import HTTPTypes
import Hummingbird
import JSON
import Vocabulary

/// What becomes of a FHIR message: its events, all or none, and the answer that carries their receipts.
struct FHIRReception {
    private let configuration: HTTPConfiguration
    private let source: EventSource

    init(_ configuration: HTTPConfiguration, _ source: EventSource) {
        self.configuration = configuration
        self.source = source
    }

    func take(_ message: FHIRMessage, _ desk: HTTPDoor.Desk) async throws -> Response {
        let publications = try publications(of: message)
        let receipts = try await HTTPDoor.receipts(of: publications, desk, configuration.patience)
        return FHIRAnswer.receipted(message, receipts, at: desk.journal.instant)
    }

    /// The events of a message, all of them or a problem.
    func publications(of message: FHIRMessage) throws(Problem) -> [Publication] {
        guard let mapping = configuration.fhir else {
            throw Problem(
                .unprocessableContent,
                "no-mapping",
                "FHIR is not read here: /events takes CloudEvents"
            )
        }
        guard let identity = message.identity else {
            let pointer = "MessageHeader.id"
            throw Problem(
                .unprocessableContent,
                "not-a-message",
                "must be the message's own id",
                pointer: pointer
            )
        }
        let mapper = MessageMapper(
            mapping: mapping,
            agency: source.agency,
            catalogue: configuration.catalogue
        )
        var publications: [Publication] = []
        for focus in try message.focuses() {
            let events: [MessageEvent]
            do throws(MessageFault) {
                events = try mapper.events(of: FHIRRecord(message, about: focus), trigger: focus.type)
            } catch {
                throw Problem(
                    .unprocessableContent,
                    Self.code(error.kind),
                    "must be " + error.mustBe,
                    pointer: error.path.isEmpty ? focus.type : error.path
                )
            }
            for event in events {
                let place = publications.count
                publications.append(
                    event.publication(source: source, message: ["fhir"] + identity, place: place)
                )
            }
        }
        return publications
    }

    private static func code(_ kind: MessageFault.Kind) -> String {
        switch kind {
        case .unknownTrigger: "unknown-resource"
        case .missing: "missing"
        case .wrongType: "wrong-type"
        case .unknownCode: "unknown-code"
        case .unfit: "schema"
        }
    }
}
