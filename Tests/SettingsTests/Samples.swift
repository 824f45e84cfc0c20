/// Files that have no fault, for tests to spoil.
enum Samples {
    static let definitions = """
        $defs:
          person:
            type: object
            required: [identifiers]
            additionalProperties: false
            identifies: person
            properties:
              identifiers:
                type: array
                minItems: 1
                items:
                  type: object
                  required: [scheme, value]
                  additionalProperties: false
                  properties: {scheme: {type: string}, value: {type: string}}
        """

    static let topic = """
        topic: police.arrest
        title: Arrest
        owner: Police public protection
        purpose: Tell who answers for a carer's child.
        lawful-basis: {art6: public-task, gateway: children-act-2004-s11}
        publishers: [PPU, authority]
        severity:
          default: S3
          when:
            - {field: /grade, is: [high], level: S1}
        acknowledge: standard
        retention: child-protection
        sees: {LP: full, TM: summary}
        payload:
          type: object
          required: [people, grade]
          additionalProperties: false
          properties:
            people: {type: array, items: {$ref: "#/$defs/person"}, audience: summary}
            grade: {enum: [standard, high], audience: alert}
            rooms: {type: integer, minimum: 0}
        example:
          specversion: "1.0"
          id: 6f1c3d0a-7f43-4f39-9a5e-0d7f4a1b2c3d
          source: urn:concordat:E08000025:wmp:niche
          type: police.arrest.v1
          time: 2017-01-04T20:10:00Z
          datacontenttype: application/json
          data:
            people:
              - identifiers: [{scheme: nhs, value: "9990516286"}]
            grade: high
        """

    static let broker = """
        authority: E08000025
        name: Birmingham
        endpoint: tcp://127.0.0.1:17710
        keys: {curve: keys/broker.key_secret, signing: keys/signing.key_secret}
        ledger: ledger/
        view: view/chronology.sqlite
        topics: ../../Topics
        calendar: ../calendar.yaml
        ladders: ladders.yaml
        agencies: agencies.yaml
        peers:
          - authority: E08000029
            name: Solihull
            endpoint: tcp://127.0.0.1:17720
            server-key: "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
            verifier: concordat/E08000029+0a1b2c3d+AbCd
        """

    static let agencies = """
        agencies:
          - id: wmp
            name: West Midlands Police
            systems:
              - name: niche
                key: "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
                roles: [PPU]
                publishes: [police.>]
                sees: []
                cases: involved
          - id: bhm-csc
            name: Children's services
            systems:
              - name: cms
                certificate: keys/cms.key
                roles: [DUTY, TM]
                publishes: []
                sees: ["case.>"]
                cases: all
            staff:
              - {id: bhm-csc/nadia.bloom, name: Nadia Bloom, roles: [ASW], qualified: true}
              - {id: bhm-csc/duty, name: Duty team, roles: [DUTY], team: true, members: [bhm-csc/nadia.bloom]}
        """

    static let ladders = """
        S1: {limit: 1 hour, rungs: [DUTY, TM, HOS], out-of-hours: EDT}
        S2: {limit: 4 working hours, heightened: 4 hours, rungs: [DUTY, {role: TM, limit: 30 minutes}]}
        S3: {limit: 1 working day, rungs: [TM]}
        S4: {limit: 5 working days, rungs: [TM]}
        """

    static let calendar = """
        zone: Europe/London
        opening: "09:00"
        closing: "17:00"
        holidays:
          - 2016-12-26
          - 2016-12-27
          - 2017-01-02
        """

    static let topics = ["definitions.yaml": definitions, "police/arrest.yaml": topic]

    static let authority = [
        "Topics/definitions.yaml": definitions, "Topics/police/arrest.yaml": topic,
        "Configs/E08000025/broker.yaml": broker, "Configs/E08000025/agencies.yaml": agencies,
        "Configs/E08000025/ladders.yaml": ladders, "Configs/calendar.yaml": calendar,
    ]
}
