import Foundation
import Testing

@Suite struct KeysCommandTests {
    @Test func `a key is a pair of certificates that pyzmq reads`() throws {
        let folder = try TemporaryFolder()
        let made = try Program.run(["keys", "make", "keys", "--name", "wmp-niche"], in: folder)
        #expect(made.status == 0)
        let script = """
            import zmq.auth
            public, secret = zmq.auth.load_certificate("keys/wmp-niche.key_secret")
            assert zmq.auth.load_certificate("keys/wmp-niche.key") == (public, None)
            assert secret is not None
            print(public.decode())
            """
        let read = try Program.run("/usr/bin/python3", ["-c", script], in: folder)
        #expect(read.output == made.output)
        for file in ["keys/wmp-niche.key", "keys/wmp-niche.key_secret"] {
            #expect(try Program.run(["keys", "show", file], in: folder).output == made.output)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("keys/wmp-niche.key_secret"))
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test func `no key is ever made over another`() throws {
        let folder = try TemporaryFolder()
        let arguments = ["keys", "signing", "keys", "--authority", "E08000025"]
        let made = try Program.run(arguments, in: folder)
        #expect(made.output.hasPrefix("concordat/E08000025+"))
        #expect(try Program.run(arguments, in: folder).status == 78)
        #expect(
            try Program.run(["keys", "show", "keys/signing.key_secret"], in: folder).output == made.output
        )
    }

    @Test func `a seed that is none is refused, and not repeated`() throws {
        let folder = try TemporaryFolder()
        try folder.write("signing\n    secret-key = \"bm90IGEgc2VlZA==\"\n", to: "bad.key_secret")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: folder.path("bad.key_secret")
        )
        let shown = try Program.run(
            ["keys", "show", "bad.key_secret", "--authority", "E08000025"],
            in: folder
        )
        #expect(shown.status == 78)
        #expect(
            shown.errors == """
                bad.key_secret:2:1: signing/secret-key: was something else; must be base64 of the 32 bytes of an \
                Ed25519 seed

                """
        )
    }
}
