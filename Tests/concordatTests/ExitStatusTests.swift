import Foundation
import Testing

@Suite struct ExitStatusTests {
    @Test func `every fault of a configuration is listed with its place, and nothing is started`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            authority: Birmingham
            name: Birmingham
            endpoint: 127.0.0.1:17710
            keys: {curve: broker.key_secret, signing: signing.key_secret}
            ledger: ledger/
            view: view.sqlite
            topics: "\(Repository.path)/Topics"
            calendar: "\(Repository.path)/Configs/calendar-england-wales.yaml"
            ladders: "\(Repository.path)/Configs/ladders.yaml"
            agencies: agencies.yaml
            """,
            to: "broker.yaml"
        )
        try folder.write("agencies: []\n", to: "agencies.yaml")
        let outcome = try Program.run(["serve", "broker.yaml"], in: folder)
        #expect(outcome.status == 78)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors == """
                agencies.yaml:1:11: agencies: was a list of 0; must be a list of at least 1
                broker.yaml:1:12: authority: was `Birmingham`; must be a GSS code, a letter and eight digits
                broker.yaml:3:11: endpoint: was `127.0.0.1:17710`; must be tcp://<address>:<port>

                """
        )
        #expect(!FileManager.default.fileExists(atPath: folder.path("ledger")))
    }

    @Test func `a secret that others can read is refused by name`() throws {
        let town = try Town()
        let key = town.folder.path("E08000025/keys/signing.key_secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let outcome = try Program.run(["serve", "E08000025/broker.yaml"], in: town.folder)
        #expect(outcome.status == 78)
        #expect(
            outcome.errors == """
                E08000025/keys/signing.key_secret: mode 0644 lets others at the secret; it must be 0600 \
                (chmod 600 E08000025/keys/signing.key_secret)

                """
        )
    }

    @Test(arguments: [
        ["publish"], ["keys", "make"], ["acknowledge", "1", "--decision", "perhaps"], ["nonsense"],
        ["serve", "x.yaml", "--story-start", "2026-10-05T09:00:00Z"],
        [
            "transfer", "accept", "TR-1", "--system", "a/b", "--name", "N", "--role", "TM", "--contact", "1",
            "--conference", "soon",
        ],
    ])
    func `wrong arguments are 64`(arguments: [String]) throws {
        let outcome = try Program.run(arguments, in: try TemporaryFolder())
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
    }

    @Test func `a clients file is checked like any configuration`() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"authorities": [{"code": "E08000025", "url": "nowhere"}]}"#, to: "clients.json")
        let outcome = try Program.run(["duty", "--system", "a/b"], in: folder)
        #expect(outcome.status == 78)
        #expect(
            outcome.errors == """
                clients.json: authorities[0].url: must be tcp://<address>:<port>
                clients.json: authorities[0].server_key: must be 40 characters in Z85
                clients.json: authorities[0].systems: was no list; must be a list

                """
        )
    }
}
