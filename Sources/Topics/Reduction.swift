public import JSON
import Vocabulary

/// What somebody is shown of an event, or of its payload.
public struct Reduction: Equatable, Sendable {
    /// The JSON text to show.
    public let bytes: [UInt8]
    /// Whether something was left out.
    public let isReduced: Bool

    /// Creates a reduction.
    public init(bytes: [UInt8], isReduced: Bool) {
        self.bytes = bytes
        self.isReduced = isReduced
    }
}

extension TopicDefinition {
    /// What `viewer` is shown of a whole event: its own bytes if nothing is hidden or added.
    ///
    /// Hidden members of `data` are absent, as are, below full detail, attributes that `wire.md` does not know. What is
    /// left keeps its order and spelling. `attributes` replaces whatever the publisher gave by those names. A changed
    /// event bears no `signature`, because it no longer is what was signed.
    public func reduction(
        of event: JSONDocument,
        for viewer: Viewer,
        adding attributes: CaseAttributes? = nil
    ) -> Reduction {
        let root = event.root
        let data = root["data"].map { (node: $0, shown: schema.reduction(of: $0, for: viewer)) }
        let isMasked = isNameless && !viewer.isPublisher
        let hidden = viewer.detail == .full && !isMasked ? [] : Envelope.foreignAttributes(of: root)
        let isReduced = data?.shown.isReduced == true || !hidden.isEmpty || isMasked
        guard isReduced || attributes != nil else { return Reduction(bytes: event.bytes, isReduced: false) }
        let absent = hidden + ["signature"] + (attributes == nil ? [] : CaseAttributes.names)
        var writer = JSONWriter(capacity: event.bytes.count + 128)
        writer.beginObject()
        for (key, node) in root.members where !absent.contains(where: { $0.utf8.elementsEqual(key.utf8) }) {
            writer.key(text: key)
            switch (key, data) {
            case ("data", let data?): writer.raw(data.shown.bytes)
            case ("source", _) where isMasked: writer.string(Envelope.masked(source: node))
            default: writer.raw(node.raw)
            }
        }
        attributes?.write(to: &writer)
        writer.endObject()
        return Reduction(bytes: writer.bytes, isReduced: isReduced)
    }

    /// What `viewer` is shown of `data` alone, as in a row of a chronology.
    public func reduction(ofData data: JSONNode, for viewer: Viewer) -> Reduction {
        schema.reduction(of: data, for: viewer)
    }
}

extension PayloadSchema {
    /// What `viewer` is shown of `data`.
    func reduction(of data: JSONNode, for viewer: Viewer) -> Reduction {
        guard !root.isOpen(to: viewer) else { return Reduction(bytes: Array(data.raw), isReduced: false) }
        var writer = JSONWriter(capacity: data.raw.count)
        let hidSomething = root.writeParts(of: data, for: viewer, to: &writer)
        return hidSomething
            ? Reduction(bytes: writer.bytes, isReduced: true)
            : Reduction(bytes: Array(data.raw), isReduced: false)
    }
}

extension Shape {
    /// Whether all of any such value is shown to `viewer`, without looking at it.
    func isOpen(to viewer: Viewer) -> Bool {
        guard !viewer.hidesAddresses || !bearsAddress else { return false }
        return leastOpenDetail.map { viewer.detail >= $0 } == true
    }

    /// Whether the value itself is shown to `viewer`, if what it stands in is.
    private func isShown(to viewer: Viewer) -> Bool {
        audience.admits(viewer) && !(viewer.hidesAddresses && identifies == .address)
    }

    /// Writes what `viewer` sees of a value that is itself shown; returns whether something was left out.
    func writeParts(of node: JSONNode, for viewer: Viewer, to writer: inout JSONWriter) -> Bool {
        guard !isOpen(to: viewer) else {
            writer.raw(node.raw)
            return false
        }
        var hidSomething = false
        switch (content, node.kind) {
        case (.object(let object), .object):
            writer.beginObject()
            for (key, value) in node.members {
                let part = object[key]?.shape
                guard part?.isShown(to: viewer) ?? audience.admits(viewer) else {
                    hidSomething = true
                    continue
                }
                writer.key(text: key)
                if let part {
                    if part.writeParts(of: value, for: viewer, to: &writer) { hidSomething = true }
                } else {
                    writer.raw(value.raw)
                }
            }
            writer.endObject()
        case (.array(let element, _), .array):
            writer.beginArray()
            for value in node.elements {
                guard element.isShown(to: viewer) else {
                    hidSomething = true
                    continue
                }
                if element.writeParts(of: value, for: viewer, to: &writer) { hidSomething = true }
            }
            writer.endArray()
        case (.string, _), (.integer, _), (.number, _), (.boolean, _), (.choice, _):
            writer.raw(node.raw)
        case (.object, _), (.array, _):
            // Admitted under an older schema: nobody has said who may see the parts of what this is now.
            writer.null()
            hidSomething = true
        }
        return hidSomething
    }
}

/// The attributes of an event besides its payload.
enum Envelope {
    /// What `wire.md` "Events" says an event has; none of it describes anybody.
    static let attributes = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
        "recordedtime", "lawfulbasis", "sharingpurpose", "correlationid", "causationid", "supersedes",
        "signature",
    ]

    /// The source of an event of which nobody is told who said it: the authority's, and somebody in it.
    static func masked(source: JSONNode) -> String {
        let authority = source.string?.split(separator: ":").dropFirst(2).first ?? ""
        let somebody = TopicDefinition.somebody
        return "urn:concordat:\(authority):\(somebody):\(somebody)"
    }

    /// The attributes that `wire.md` does not know, which may hold anything.
    static func foreignAttributes(of event: JSONNode) -> [String] {
        event.members.map(\.key).filter { key in
            !attributes.contains { $0.utf8.elementsEqual(key.utf8) }
        }
    }
}
