extension Town {
    static func configure(
        _ authority: Authority,
        peer: Authority,
        at port: Int,
        mirrored: Bool,
        in folder: TemporaryFolder
    ) throws {
        let configs = Repository.path + "/Configs"
        try folder.write(
            """
            authority: \(authority.code)
            name: \(authority.prefix)
            endpoint: tcp://127.0.0.1:\(authority.port)
            keys: {curve: keys/broker.key_secret, signing: keys/signing.key_secret}
            ledger: ledger/
            \(mirrored ? "mirror: mirror/" : "# no mirror")
            view: view/chronology.sqlite
            topics: "\(Repository.path)/Topics"
            calendar: "\(configs)/calendar-england-wales.yaml"
            ladders: "\(configs)/\(authority.code)/ladders.yaml"
            meetings: "\(configs)/meetings.yaml"
            patterns: "\(configs)/patterns.yaml"
            agencies: agencies.yaml
            peers:
              - authority: \(peer.code)
                name: \(peer.prefix)
                endpoint: tcp://127.0.0.1:\(port)
                server-key: "\(peer.serverKey)"
                verifier: "\(peer.verifier)"
            """,
            to: authority.configuration
        )
        try folder.write(agencies(authority), to: "\(authority.code)/agencies.yaml")
    }

    private static func agencies(_ authority: Authority) -> String {
        let csc = authority.prefix + "-csc"
        let police = authority.prefix + "-police"
        return """
            agencies:
              - id: \(csc)
                name: Children's services
                systems:
                  - name: casework
                    certificate: keys/\(csc)-casework.key
                    roles: [ASW, SCW, DUTY, TM, HOS, MASH, EDT, CPC]
                    publishes: ["allocation.>", "casefile.>", "transfer.>", hold.overridden, "referral.>", "meeting.>", acknowledgement.made, "register.*"]
                    sees: [">"]
                    cases: all
                staff:
                  - {id: \(csc)/nadia, name: Nadia, roles: [ASW], qualified: true}
                  - {id: \(csc)/tess, name: Tess, roles: [TM], qualified: true}
                  - {id: \(csc)/hope, name: Hope, roles: [HOS], qualified: true}
                  - {id: \(csc)/front, name: Front, roles: [MASH, DUTY, EDT], qualified: true}
              - id: \(police)
                name: Police
                systems:
                  - name: niche
                    certificate: keys/\(police)-niche.key
                    roles: [PPU]
                    publishes: ["police.>", concern.recalled]
                    sees: ["police.>", "case.\(authority.code).>"]
                    cases: all

            """
    }

    var clients: String {
        let authorities = [birmingham, solihull].map { authority in
            let systems = [("csc", "casework"), ("police", "niche")].map { agency, system in
                let agency = "\(authority.prefix)-\(agency)"
                let certificate = "\(authority.code)/keys/\(agency)-\(system).key_secret"
                return #"{"agency": "\#(agency)", "system": "\#(system)", "certificate": "\#(certificate)"}"#
            }
            return """
                {"code": "\(authority.code)", "url": "tcp://127.0.0.1:\(authority.port)",
                 "server_key": "\(authority.serverKey)", "verifier": "\(authority.verifier)",
                 "ledger": "\(authority.code)/ledger", "systems": [\(systems.joined(separator: ", "))]}
                """
        }
        return #"{"authorities": [\#(authorities.joined(separator: ",\n"))]}"#
    }
}
