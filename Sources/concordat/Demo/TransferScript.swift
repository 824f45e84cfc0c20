import BrokerClient
import Concerns
import JSON
import Topics
import Vocabulary

/// Fills in what a message between authorities must repeat: header, epoch, digests, what is still to come.
struct TransferScript {
    let header: JSONValue
    let row: JSONNode?

    /// The whole `data` of a message whose own members the story gives.
    func data(of topic: Topic, _ own: JSONValue) -> JSONValue {
        guard case .object(let head) = header, case .object(var members) = own else { return own }
        let isBeforeOffer = ["move-notified", "acknowledged"].contains(topic.event)
        let epoch = isBeforeOffer ? 0 : row?["epoch"]?.integer ?? 0
        members.removeAll { $0.key == "documents" }
        if topic.event == "offered" {
            members.append(
                JSONMember(
                    "pack",
                    .array(Self.documents(own).map { ["kind": $0.kind, "digest": $0.digest] })
                )
            )
        } else if !isBeforeOffer {
            members.append(JSONMember("offer", row?["offer"]?.value ?? .null))
        }
        if topic.event == "released" {
            for name in ["acceptance", "through", "coming"] {
                members.append(JSONMember(name, row?[name]?.value ?? .null))
            }
        }
        return .object(head + [JSONMember("epoch", .integer(epoch))] + members)
    }

    /// The `data` of each document that goes after an offer.
    func documents(of own: JSONValue, offer: Publication) throws -> [JSONValue] {
        let documents = Self.documents(own)
        guard !documents.isEmpty, case .object(let head) = header else { return [] }
        return try documents.map { document in
            .object(
                head + [
                    JSONMember("epoch", .integer(row?["epoch"]?.integer ?? 0)),
                    JSONMember(
                        "offer",
                        .string(Digest.ofBody(try Concern(parsing: offer.body).signedBytes).hex)
                    ),
                    JSONMember("kind", document.kind), JSONMember("digest", document.digest),
                    JSONMember("content", document.content),
                ]
            )
        }
    }

    private static func documents(
        _ own: JSONValue
    ) -> [(kind: JSONValue, digest: JSONValue, content: JSONValue)] {
        guard case .array(let documents) = own["documents"] else { return [] }
        return documents.compactMap { document in
            guard let kind = document["kind"], let content = document["content"],
                case .string(let text) = content
            else { return nil }
            return (kind, .string(Digest.ofBody(Array(text.utf8)).hex), content)
        }
    }
}
