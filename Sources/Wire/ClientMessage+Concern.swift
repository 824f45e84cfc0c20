public import Concerns
public import Topics
import JSON
import Vocabulary

extension ClientMessage.Publish {
    /// The concern in the body, which must have the digest, the id and the topic that the head says.
    ///
    /// Right to publish and the topic's schema are not looked at.
    ///
    /// - Throws: 400 for another digest or no JSON, 422 for an attribute that is missing or wrong.
    public func concern() throws(WireRefusal) -> Concern {
        guard Digest.ofBody(body) == sha256 else {
            let text = "sha256: was that of another body; must be the SHA-256 of frame 4"
            throw WireRefusal(.badFrame, text, verb: "PUBLISH", field: "/sha256")
        }
        do throws(ConcernFault) {
            let concern = try Concern(parsing: body)
            guard let mismatch = concern.mismatch(topic: topic, id: id) else { return concern }
            throw mismatch
        } catch {
            throw WireRefusal(error)
        }
    }
}

extension WireRefusal {
    /// What a publisher is told about a body that is no event.
    public init(_ fault: ConcernFault) {
        switch fault {
        case .notJSON: self.init(.badFrame, "body: \(fault)", verb: "PUBLISH")
        case .attribute(let fault): self.init(fault)
        }
    }

    /// What a publisher is told about an event or payload that does not fit: 422, with the place.
    public init(_ fault: PayloadFault) {
        self.init(.schema, fault.description, verb: "PUBLISH", field: fault.pointer.text)
    }
}
