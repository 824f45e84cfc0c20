import Foundation
import Testing

/// What both sides said, as anybody can verify it.
@Suite(.serialized, .timeLimit(.minutes(10))) struct TransferBundleTests {
    @Test
    func `a bundle of both ledgers is verified without a broker, and one byte changed in any file is found`()
        throws
    {
        let town = try Town()
        let here = try Served(town.birmingham.configuration, in: town.folder)
        let there = try Served(town.solihull.configuration, in: town.folder)
        try town.offerTransfer()
        try town.accept()
        try town.release()
        try town.wait(Town.offerer, for: #""here":"settled""#)
        let show = ["transfer", "show", "TR-1"]
        let shown = try town.ask(Town.offerer, show + ["--bundle", "bundle"])
        #expect(shown.contains("transfer.accepted by E08000029, Colin (TM)"), "\(shown)")
        #expect(shown.contains("signed by E08000029") && !shown.contains("NOT PROVEN"), "\(shown)")
        let rows = try town.ask(Town.receiver, show + ["--bundle", "bundle", "--json"])
        #expect(rows.contains(#""topic":"transfer.released","id":""#), "\(rows)")
        #expect(!rows.contains(#""tree":null"#), "\(rows)")
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
        let keys = ["E08000025=\(town.birmingham.verifier)", "E08000029=\(town.solihull.verifier)"]
        func verify() throws -> Program.Outcome {
            let script = Repository.path + "/Examples/verify_bundle.py"
            return try Program.run("/usr/bin/python3", [script, "bundle"] + keys, in: town.folder)
        }
        let verified = try verify()
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(verified.output.contains(" messages in both ledgers"), "\(verified.output)")
        let bundle = town.folder.url.appending(path: "bundle")
        for side in ["E08000025", "E08000029"] {
            let folder = bundle.appending(path: side)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(names.count > 20)
            for name in [names.first, "index.json", "SHA256SUMS"].compactMap(\.self) + names.suffix(3) {
                let url = folder.appending(path: name)
                let content = try Data(contentsOf: url)
                var changed = content
                changed[changed.count / 2] ^= 1
                try changed.write(to: url)
                #expect(try verify().status != 0, "\(side)/\(name)")
                try content.write(to: url)
            }
        }
        // Whoever mends the sums, too, is found out by the tree, and by the signature.
        let folder = bundle.appending(path: "E08000029")
        let event = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                .first { $0.hasSuffix("event.json") }
        )
        let url = folder.appending(path: event)
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        try Data(text.replacing("2026-10-05", with: "2026-10-06").utf8).write(to: url)
        let sums = "sha256sum *.json > SHA256SUMS"
        #expect(
            try Program.run("/bin/sh", ["-c", "cd bundle/E08000029 && " + sums], in: town.folder).status == 0
        )
        let forged = try verify()
        #expect(forged.status != 0)
        #expect(forged.errors.contains("is not what its receipt is for"), "\(forged.errors)")
    }
}
