import Escalation
import Topics
import Vocabulary

extension BrokerFile {
    /// Reads the file and all that it names.
    ///
    /// - Parameter path: the file; paths in it are relative to its folder.
    /// - Throws: every fault in any of them.
    public init(path: String) throws(SettingsFaults) {
        var inspection = Inspection()
        let file = Self.read(path, &inspection)
        self = try inspection.result(file)
    }

    private static func read(_ path: String, _ inspection: inout Inspection) -> BrokerFile? {
        let place = YAMLFile.open(path, name: path, &inspection)
        let file = inspection.mapping(
            place,
            required: [
                "authority", "name", "endpoint", "keys", "ledger", "view", "topics", "calendar", "ladders",
                "agencies",
            ],
            optional: ["mirror", "health", "witness", "console", "clocks", "meetings", "patterns", "peers"]
        )
        guard let file else { return nil }
        let authority = inspection.authority(file["authority"])
        let name = inspection.text(file["name"])
        let endpoint = inspection.endpoint(file["endpoint"])
        let keys = inspection.mapping(file["keys"], required: ["curve", "signing"])
        let curve = inspection.path(keys?["curve"])
        let signing = inspection.path(keys?["signing"])
        let ledger = inspection.path(file["ledger"])
        let view = inspection.path(file["view"])
        let mirror = inspection.path(file["mirror"])
        let health = inspection.path(file["health"])
        let witness = inspection.path(file["witness"])
        let console = inspection.path(file["console"])
        let topics = inspection.path(file["topics"])
        let catalogue = topics.flatMap { self.catalogue(at: $0, &inspection) }
        let calendar = inspection.path(file["calendar"]).flatMap { CalendarFile.read($0, &inspection) }
        let ladders = inspection.path(file["ladders"]).flatMap { LaddersFile.read($0, &inspection) }
        let rules = PartnershipRules(file, &inspection)
        let agencies = inspection.path(file["agencies"]).map { path in
            var reading = AgenciesFile(catalogue: catalogue)
            return reading.read(path, &inspection)
        }
        let peers = peers(file["peers"], &inspection)
        guard let authority, let name, let endpoint, let curve, let signing, let ledger, let view, let topics,
            let catalogue, let calendar, let ladders, let agencies
        else { return nil }
        return BrokerFile(
            authority: authority,
            name: name,
            endpoint: endpoint,
            curveKeyPath: curve,
            signingKeyPath: signing,
            ledgerPath: ledger,
            viewPath: view,
            mirrorPath: mirror,
            healthPath: health,
            consolePath: console,
            witnessPath: witness ?? view + ".witness",
            topicsPath: topics,
            catalogue: catalogue,
            calendar: calendar,
            ladders: ladders,
            clocks: rules.clocks,
            meetings: rules.meetings,
            patterns: rules.patterns,
            agencies: agencies,
            peers: peers
        )
    }

    private static func catalogue(at path: String, _ inspection: inout Inspection) -> Catalogue? {
        do throws(SettingsFaults) {
            return try CatalogueFolder(path: path).catalogue()
        } catch {
            inspection.note(error)
            return nil
        }
    }

    private static func peers(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [Peer] {
        var peers: [Peer] = []
        for element in inspection.list(place) {
            let peer = inspection.mapping(
                element,
                required: ["authority", "name", "endpoint", "server-key", "verifier"],
                optional: ["client-key"]
            )
            let authority = inspection.authority(peer?["authority"])
            let name = inspection.text(peer?["name"])
            let endpoint = inspection.endpoint(peer?["endpoint"])
            let serverKey = inspection.publicKey(peer?["server-key"])
            let clientKey = inspection.publicKey(peer?["client-key"])
            let verifier = inspection.text(peer?["verifier"])
            guard let authority, let name, let endpoint, let serverKey, let verifier else { continue }
            if peers.contains(where: { $0.authority == authority }), let place = peer?["authority"] {
                inspection.note(place.fault(mustBe: "an authority that is named once"))
            }
            peers.append(
                Peer(
                    authority: authority,
                    name: name,
                    endpoint: endpoint,
                    serverKey: serverKey,
                    clientKey: clientKey ?? serverKey,
                    verifier: verifier
                )
            )
        }
        return peers
    }
}
