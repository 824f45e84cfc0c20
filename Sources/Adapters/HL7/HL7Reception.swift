import BrokerClient
import Concerns
import Vocabulary
import Wire

/// What becomes of one message: read, mapped, stored, receipted, answered.
struct HL7Reception: Sendable {
    /// A message that was taken so far, and what its answer waits for.
    struct Pending: Sendable {
        let header: HL7Acknowledgement.Header
        let ids: [MessageID]
        let fault: HL7Fault?
    }

    let configuration: HL7Configuration
    let sink: any EventSink
    let journal: AdapterJournal

    /// Takes what a stream brought; `nil` needs no answer.
    ///
    /// - Throws: what the box refuses: then nothing was stored, and the connection ends without an answer.
    func take(_ piece: MLLPFramer.Piece) async throws -> Pending? {
        switch piece {
        case .noise, .broken:
            journal.refused(.init(message: "", code: "framing", reason: "must be VT, a message, FS and CR"))
            return nil
        case .tooLong(let beginning):
            journal.heard()
            let limit = configuration.longestMessage
            return refuse(
                HL7Acknowledgement.Header(beginningOf: beginning),
                HL7Fault(code: .segmentSequence, place: "", mustBe: "at most \(limit) bytes")
            )
        case .message(let bytes):
            journal.heard()
            return try await take(bytes)
        }
    }

    private func take(_ bytes: [UInt8]) async throws -> Pending {
        let header = HL7Acknowledgement.Header(beginningOf: bytes)
        let publications: [Publication]
        do throws(HL7Fault) { publications = try self.publications(of: bytes) } catch {
            return refuse(header, error)
        }
        do {
            try await sink.store(publications)
        } catch let error as ClientError where error.code == .idReused {
            return refuse(
                header,
                HL7Fault(code: .duplicateKey, place: "MSH-10", mustBe: "an id that no other message had")
            )
        } catch let error as ClientError where error.code == .tooLarge {
            return refuse(header, HL7Fault(code: .dataType, place: "", mustBe: "shorter"))
        }
        journal.stored(events: publications.count)
        return Pending(header: header, ids: publications.map(\.id), fault: nil)
    }

    private func refuse(_ header: HL7Acknowledgement.Header, _ fault: HL7Fault) -> Pending {
        journal.refused(
            .init(
                message: String(decoding: header.control, as: UTF8.self),
                code: String(fault.code.rawValue),
                reason: fault.line
            )
        )
        return Pending(header: header, ids: [], fault: fault)
    }

    /// The events of a message, all of them or a fault.
    func publications(of bytes: [UInt8]) throws(HL7Fault) -> [Publication] {
        let message = try HL7Message(parsing: bytes, charset: configuration.charset)
        let control = message.headerText(10)
        guard !control.isEmpty else {
            throw HL7Fault(code: .fieldMissing, place: "MSH-10", mustBe: "the message's own id")
        }
        let version = message.headerText(12)
        guard version.isEmpty || version == "2" || version.hasPrefix("2.") else {
            throw HL7Fault(code: .unsupportedVersion, place: "MSH-12", mustBe: "2.x")
        }
        // Training and debugging are not said to be about real children.
        let processing = message.headerText(11)
        guard processing.isEmpty || processing == "P" else {
            throw HL7Fault(code: .unsupportedProcessing, place: "MSH-11", mustBe: "P, production")
        }
        let trigger = message.trigger
        guard !trigger.isEmpty else {
            throw HL7Fault(code: .fieldMissing, place: "MSH-9", mustBe: "the kind of message")
        }
        let mapper = MessageMapper(
            mapping: configuration.mapping,
            agency: configuration.source.agency,
            catalogue: configuration.catalogue
        )
        let events: [MessageEvent]
        do throws(MessageFault) { events = try mapper.events(of: HL7Record(message), trigger: trigger) } catch
        {
            throw HL7Fault(error)
        }
        let names = [message.headerText(3), message.headerText(4), control]
        return events.enumerated().map { place, event in
            event.publication(source: configuration.source, message: names, place: place)
        }
    }

    /// The answer to a message: positive only when all of it is receipted.
    func answer(_ pending: Pending) async throws -> HL7Acknowledgement {
        guard pending.fault == nil, !pending.ids.isEmpty else {
            return HL7Acknowledgement(header: pending.header, fault: pending.fault)
        }
        do {
            _ = try await sink.receipts(of: pending.ids, within: configuration.patience)
            return HL7Acknowledgement(header: pending.header, fault: nil)
        } catch let error as ClientError {
            guard let fault = Self.fault(error) else { throw error }
            _ = refuse(pending.header, fault)
            return HL7Acknowledgement(header: pending.header, fault: fault)
        }
    }

    private static func fault(_ error: ClientError) -> HL7Fault? {
        if error.code == .unanswered {
            return HL7Fault(
                code: .applicationError,
                place: "",
                mustBe: "sent again: it is stored, and not receipted yet"
            )
        }
        guard error.code == .refused, let refusal = error.refusal else { return nil }
        return HL7Fault(
            code: refusal.code == .schema ? .dataType : .applicationError,
            place: "",
            mustBe:
                "what the broker takes: \(refusal.code.rawValue) \(refusal.code.name) \(refusal.field ?? "")"
        )
    }
}
