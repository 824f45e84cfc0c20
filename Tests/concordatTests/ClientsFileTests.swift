import Testing
import Vocabulary

@testable import concordat

@Suite struct ClientsFileTests {
    private static let text = """
        {"authorities": [
          {"code": "E08000025", "url": "tcp://127.0.0.1:1", "server_key": "\(key)", "ledger": "a/ledger",
           "systems": [{"agency": "wmp", "system": "niche", "certificate": "a/wmp.key_secret", "sees": []},
                       {"agency": "bhm", "system": "casework", "certificate": "/etc/bhm.key_secret"}]},
          {"code": "E08000029", "url": "tcp://127.0.0.1:2", "server_key": "\(key)", "verifier": "v",
           "systems": [{"agency": "wmp", "system": "niche", "certificate": "b/wmp.key_secret"}]}
        ]}
        """
    private static let key = String(repeating: "0", count: 40)

    private func file() throws -> ClientsFile {
        try ClientsFile(parsing: Array(Self.text.utf8), name: "clients.json", folder: "/demo")
    }

    @Test func `paths are relative to the file, whatever else it says`() throws {
        let systems = try file().authorities.flatMap(\.systems)
        #expect(
            systems.map(\.certificate) == [
                "/demo/a/wmp.key_secret", "/etc/bhm.key_secret", "/demo/b/wmp.key_secret",
            ]
        )
    }

    @Test func `a system of several authorities needs one to be named`() throws {
        let wmp = try #require(UserID("wmp/niche"))
        #expect(throws: CommandFailure.self) { try file().system(wmp, at: nil) }
        let (broker, system) = try file().system(wmp, at: AuthorityCode("E08000029"))
        #expect(broker.url == "tcp://127.0.0.1:2")
        #expect(system.certificate == "/demo/b/wmp.key_secret")
        let bhm = try #require(UserID("bhm/casework"))
        #expect(try file().system(bhm, at: nil).0.code.text == "E08000025")
    }

    @Test func `an unknown system is answered with those there are`() throws {
        let stranger = try #require(UserID("x/y"))
        let failure = #expect(throws: CommandFailure.self) { try file().system(stranger, at: nil) }
        #expect(
            failure?.lines == [
                "--system x/y: must be one of wmp/niche at E08000025, bhm/casework at E08000025, "
                    + "wmp/niche at E08000029"
            ]
        )
    }
}
