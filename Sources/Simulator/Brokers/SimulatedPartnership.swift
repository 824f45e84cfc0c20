public import BrokerCore
import Concerns
import Routing
import Topics
import Vocabulary

/// Five authorities that hand over to one another, under one policy; made once for all seeds.
public struct SimulatedPartnership: Sendable {
    /// The authorities' codes.
    static let codes = ["E08000025", "E08000029", "E08000026", "E08000030", "E08000031"]
    static let authorities: [AuthorityCode] = codes.map { named($0) }
    /// The police force that publishes to every authority.
    static let police: UserID = named("wmp/niche")

    /// The policy of each authority, by how many of them there are.
    private let policies: [[Policy]]

    /// Gives each authority the same topics, ladders and rules, and people of its own.
    public init(_ policy: Policy) {
        policies = (0...Self.authorities.count).map { count in
            (0..<count).map { place in
                var own = Policy(
                    authority: Self.authorities[place],
                    catalogue: policy.catalogue,
                    ladders: policy.ladders,
                    calendar: policy.calendar,
                    clocks: policy.clocks,
                    meetings: policy.meetings,
                    patterns: policy.patterns,
                    register: Self.register(place, of: count),
                    peers: Self.peers(of: place, of: count),
                    checkpointKeys: [],
                    storyClock: false
                )
                own.signers = [Self.authorities[place]: [Self.signingKeys[place].verifyingKey]]
                return own
            }
        }
    }

    private static let signingKeys: [SigningKey] = authorities.indices.map { place in
        guard let key = SigningKey(seed: Array(repeating: UInt8(place + 1), count: 32)) else {
            preconditionFailure("a seed has 32 bytes")
        }
        return key
    }

    /// An event as its authority signs it; a resend is the same bytes.
    static func signed(_ event: [UInt8], by place: Int) -> [UInt8] {
        do throws(ConcernFault) {
            return try Concern(parsing: event).bytes(signedBy: signingKeys[place])
        } catch {
            preconditionFailure("what is stored reads: \(error)")
        }
    }

    /// The broker of an authority.
    static func place(_ authority: AuthorityCode) -> Int? { authorities.firstIndex(of: authority) }

    /// The policies of so many authorities.
    func policies(of count: Int) -> [Policy] { policies[count] }

    private static func peers(of place: Int, of count: Int) -> [UserID: AuthorityCode] {
        var peers: [UserID: AuthorityCode] = [:]
        for other in 0..<count where other != place { peers[broker(other)] = authorities[other] }
        return peers
    }

    /// The system through which an authority's broker speaks at others.
    static func broker(_ place: Int) -> UserID { named("\(codes[place])/broker") }

    /// The system of an authority's social care.
    static func casework(_ place: Int) -> UserID { named("csc\(place)/casework") }

    /// Whoever leads on every child of an authority.
    static func lead(_ place: Int) -> StaffID { named("csc\(place)/nadia") }

    static func key(_ user: UserID) -> Identifier<CurveKind> {
        named(String((user.text + String(repeating: "k", count: 40)).prefix(40)))
    }

    private static func register(_ place: Int, of count: Int) -> [Register.Fact] {
        let roles = ["ASW", "SCW", "DUTY", "TM", "HOS", "MASH", "EDT", "CPC"]
        let peers = (0..<count).filter { $0 != place }.map { system(broker($0), [], [">"]) }
        return [
            system(casework(place), roles, [">"]),
            system(police, ["PPU"], ["police.>", "acknowledgement.made"]),
        ] + peers + [
            staff(lead(place), ["ASW"]), staff(named("csc\(place)/tess"), ["TM"]),
            staff(named("csc\(place)/hugo"), ["HOS"]), staff(named("csc\(place)/dee"), []),
            staff(named("csc\(place)/duty"), ["DUTY"], members: [named("csc\(place)/dee")]),
            staff(named("csc\(place)/door"), ["MASH"], members: [named("csc\(place)/dee")]),
        ]
    }

    private static func system(_ user: UserID, _ roles: [String], _ publishes: [String]) -> Register.Fact {
        .keyRecorded(
            SystemKey(
                key: key(user),
                user: user,
                status: .active,
                roles: roles.compactMap { Role($0) },
                publishes: publishes.compactMap { TopicPattern($0) },
                sees: [],
                cases: .involved
            )
        )
    }

    private static func staff(_ id: StaffID, _ roles: [String], members: [StaffID]? = nil) -> Register.Fact {
        .staffRecorded(
            StaffMember(
                id: id,
                agency: id.agency ?? named("none"),
                roles: roles.compactMap { Role($0) },
                kind: members.map { .team(members: $0) } ?? .person
            )
        )
    }
}
