import BrokerCore
import Escalation
import Routing
import Settings
import Topics
import Vocabulary
import ZeroMQ

extension BrokerFile {
    /// The agencies, systems, staff and peers of the file, as the register records them.
    ///
    /// A peer's broker is a system of its own authority: it may publish what a peer authority may, and sees nothing
    /// by itself, because what goes to a peer is sent to it.
    func register(_ faults: inout [String]) -> [Register.Fact] {
        var facts: [Register.Fact] = []
        for agency in agencies {
            facts.append(.agencyRecorded(agency.id))
            facts += agency.systems.compactMap { system in
                key(of: system, &faults).map { .keyRecorded($0) }
            }
            facts += agency.staff.map { .staffRecorded(StaffMember($0, of: agency.id)) }
        }
        for peer in peers {
            guard let agency = AgencyID(peer.authority.text), let key = peer.key else { continue }
            facts += [.agencyRecorded(agency), .keyRecorded(key)]
        }
        return facts
    }

    /// How often which systems must speak.
    var silence: [UserID: SilenceBook.Terms] {
        let systems = agencies.flatMap(\.systems)
        return Dictionary(
            uniqueKeysWithValues: systems.compactMap { system in
                system.silence.map { (system.user, $0) }
            }
        )
    }

    /// Whom to ring about which systems.
    var contacts: [UserID: SystemContact] {
        let systems = agencies.flatMap(\.systems)
        return Dictionary(
            uniqueKeysWithValues: systems.compactMap { system in
                system.contact.map { (system.user, $0) }
            }
        )
    }

    private func key(of system: System, _ faults: inout [String]) -> SystemKey? {
        let text: String
        switch system.key {
        case .z85(let z85): text = z85
        case .certificate(let path):
            do throws(CertificateError) {
                text = try Certificate.publicKey(in: path).z85
            } catch {
                faults.append(error.description)
                return nil
            }
        }
        return Identifier<CurveKind>(text).map { key in
            SystemKey(
                key: key,
                user: system.user,
                status: .active,
                roles: system.roles,
                publishes: system.publishes,
                sees: system.sees,
                cases: system.cases.reach
            )
        }
    }
}

extension BrokerFile.Peer {
    /// Who the peer's broker is to ours.
    var user: UserID? { UserID("\(authority)/broker") }

    fileprivate var key: SystemKey? {
        guard let key = Identifier<CurveKind>(clientKey), let user, let everything = TopicPattern(">") else {
            return nil
        }
        return SystemKey(
            key: key,
            user: user,
            status: .active,
            roles: [],
            publishes: [everything],
            sees: [],
            cases: .involved
        )
    }
}

extension BrokerFile.CaseScope {
    fileprivate var reach: SystemKey.Reach {
        switch self {
        case .involved: .involved
        case .all: .all
        }
    }
}

extension StaffMember {
    fileprivate init(_ staff: BrokerFile.Staff, of agency: AgencyID) {
        self.init(
            id: staff.id,
            agency: agency,
            roles: staff.roles,
            kind: staff.members.map { .team(members: $0) } ?? .person,
            isQualified: staff.isQualified
        )
    }
}
