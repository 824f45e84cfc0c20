import Concerns
import JSON
import Ledger
import Vocabulary
import Wire

/// One message of a transfer as a ledger has it, with its receipt.
struct TransferEvidenceRow {
    let sequence: Int64
    let at: Instant
    let by: AuthorityCode
    let topic: String
    let event: [UInt8]
    let receipt: [UInt8]
    let concern: Concern

    init(_ row: ArraySlice<UInt8>) throws {
        let node = try JSONDocument(parsing: Array(row)).root
        guard let sequence = node["seq"]?.integer, let at = node["at"]?.integer,
            let by = node["by"]?.string.flatMap({ AuthorityCode($0) }), let topic = node["topic"]?.string,
            let event = node["event"]?.string.flatMap({ Base64.decode($0) }), let receipt = node["receipt"]
        else { throw CommandFailure.refused("the broker's answer is no evidence; is it an older one?") }
        self.sequence = sequence
        self.at = Instant(milliseconds: at)
        self.by = by
        self.topic = topic
        self.event = event
        self.receipt = receipt.value.serialized()
        concern = try Concern(parsing: event)
    }

    /// The tree that proves it, or why none does.
    func proof(_ keys: AuthorityKeys, _ authority: AuthorityCode) -> Result<Checkpoint, Ledger.ReceiptFault>?
    {
        guard let verifier = keys.verifiers[authority] else { return nil }
        do {
            guard let proof = ReceiptProof(try ReceiptBody(parsing: receipt)) else { return nil }
            return .success(try ReceiptCheck(verifier: verifier).check(proof, body: event))
        } catch let fault as Ledger.ReceiptFault {
            return .failure(fault)
        } catch {
            return nil
        }
    }

    /// Who signed it: the authority that said it, somebody else (a person by a key of their own), or nobody.
    func signature(_ keys: AuthorityKeys) -> String {
        if concern.signature == nil { return "unsigned" }
        return keys.isSigned(concern, by: by) ? "signed by \(by)" : "signed by a person's key"
    }

    /// The professional who stands for it, if it names one.
    var person: String? {
        guard let person = concern.data["person"], let name = person["name"]?.string else { return nil }
        return name + (person["role"]?.string.map { " (\($0))" } ?? "")
    }

    func line(_ keys: AuthorityKeys, _ authority: AuthorityCode) -> String {
        let proven =
            switch proof(keys, authority) {
            case .success(let checkpoint): "proven in \(authority)'s tree of \(checkpoint.size)"
            case .failure(let fault): "NOT PROVEN: \(fault.sentence)"
            case nil: "not checked: no verifier key of \(authority)"
            }
        let who = person.map { ", \($0)" } ?? ""
        return """
            \(ShownTime.text(at))  \(topic) by \(by)\(who)
                entry \(sequence), \(proven); \(signature(keys))
            """
    }

    func json(_ keys: AuthorityKeys, _ authority: AuthorityCode) -> JSONValue {
        var members = [
            JSONMember("seq", .integer(sequence)), JSONMember("at", .integer(at.milliseconds)),
            JSONMember("by", .string(by.text)), JSONMember("topic", .string(topic)),
            JSONMember("id", .string(concern.id.text)), JSONMember("signature", .string(signature(keys))),
        ]
        if let person { members.append(JSONMember("person", .string(person))) }
        if case .success(let checkpoint)? = proof(keys, authority) {
            members.append(JSONMember("tree", .integer(checkpoint.size)))
        } else {
            members.append(JSONMember("tree", .null))
        }
        return .object(members)
    }
}
