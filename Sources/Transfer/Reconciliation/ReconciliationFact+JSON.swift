internal import JSON
internal import Vocabulary

extension ReconciliationFact {
    private enum Name: String, CaseIterable {
        case begun, asked, answered, questioned, replied, reconciled
        case setBack = "set-back"
    }

    init(_ reader: MemberReader) throws(TransferFault) {
        let name: Name = try reader.code("step")
        switch name {
        case .begun:
            let peers = try reader.required("peers", "an array of authorities") { node -> [AuthorityCode]? in
                let codes = node.elements.map { $0.string.flatMap { AuthorityCode($0) } }
                return codes.contains(nil) ? nil : codes.compactMap(\.self)
            }
            self = .begun(peers, try reader.code("ledger"), isFirst: try reader.bool("first"))
        case .asked: self = .asked(try reader.identifier("peer"), try Self.said(reader))
        case .answered:
            self = .answered(
                try reader.identifier("peer"),
                highest: try reader.list("lineages") { (reader) throws(TransferFault) in
                    try LineageEpoch(reader)
                }
            )
        case .questioned:
            let extent: LedgerExtent = try reader.code("ledger")
            self = .questioned(try reader.identifier("peer"), extent, try Self.said(reader))
        case .replied: self = .replied(try reader.identifier("peer"), to: try reader.digest("asked"))
        case .setBack: self = .setBack(noticedBy: try reader.identifier("peer"))
        case .reconciled: self = .reconciled
        }
    }

    private static func said(_ reader: MemberReader) throws(TransferFault) -> EntryReference {
        try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
    }

    var json: [JSONMember] {
        switch self {
        case .begun(let peers, let extent, let isFirst):
            Self.step(.begun) + [
                JSONMember("peers", .array(peers.map { .string($0.text) })),
                JSONMember("ledger", .string(extent.rawValue)), JSONMember("first", .bool(isFirst)),
            ]
        case .asked(let peer, let said): Self.step(.asked, peer) + [JSONMember("said", said.json)]
        case .answered(let peer, let highest):
            Self.step(.answered, peer) + [JSONMember("lineages", .array(highest.map(\.json)))]
        case .questioned(let peer, let extent, let said):
            Self.step(.questioned, peer) + [
                JSONMember("ledger", .string(extent.rawValue)), JSONMember("said", said.json),
            ]
        case .replied(let peer, to: let asked):
            Self.step(.replied, peer) + [JSONMember("asked", .string(asked.hex))]
        case .setBack(let peer): Self.step(.setBack, peer)
        case .reconciled: Self.step(.reconciled)
        }
    }

    private static func step(_ name: Name, _ peer: AuthorityCode? = nil) -> [JSONMember] {
        [JSONMember("step", .string(name.rawValue))]
            + (peer.map { [JSONMember("peer", .string($0.text))] } ?? [])
    }
}
