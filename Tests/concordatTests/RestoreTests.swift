import Foundation
import Testing

/// Real brokers of two authorities, one of whose ledgers is an old backup.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RestoreTests {
    @Test
    func
        `a receiver that forgot its acceptance is told of it by the offerer and accepts nothing else meanwhile`()
        throws
    {
        let town = try Town()
        let here = try Served(town.birmingham.configuration, in: town.folder)
        var there = try Served(town.solihull.configuration, in: town.folder)
        try town.offerTransfer()
        #expect(there.stop() == 0)
        try town.backUp(town.solihull)
        there = try Served(town.solihull.configuration, in: town.folder)
        try town.accept()
        try town.wait(Town.offerer, for: #""here":"accepted-seen""#)
        there.die()
        try town.restore(town.solihull)
        there = try Served(town.solihull.configuration, in: town.folder)
        try town.wait(Town.receiver, for: #""here":"accepted""#)
        try town.wait(Town.receiver, for: #""in-doubt":false"#)
        let duty = try town.ask(Town.receiver, ["duty", "--json"])
        #expect(duty.contains(#""kind":"set-back""#), "\(duty)")
        try town.release()
        try town.wait(Town.receiver, for: #""here":"sole""#)
        try town.wait(Town.offerer, for: #""here":"settled""#)
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
    }

    @Test func `an offerer that forgot its release takes it from the receiver, and is sole at no moment`()
        throws
    {
        let town = try Town()
        var here = try Served(town.birmingham.configuration, in: town.folder)
        let there = try Served(town.solihull.configuration, in: town.folder)
        try town.offerTransfer()
        #expect(here.stop() == 0)
        try town.backUp(town.birmingham)
        here = try Served(town.birmingham.configuration, in: town.folder)
        try town.accept()
        try town.release()
        try town.wait(Town.receiver, for: #""here":"sole""#)
        try town.wait(Town.offerer, for: #""here":"settled""#)
        here.die()
        try town.restore(town.birmingham)
        here = try Served(town.birmingham.configuration, in: town.folder)
        while true {
            let row = try town.ask(Town.offerer, ["transfer", "status", "TR-1", "--json"])
            #expect(!row.contains(#""here":"sole""#) && !row.contains(#""here":"declined""#), "\(row)")
            if row.contains(#""here":"settled""#), row.contains(#""in-doubt":false"#) { break }
        }
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
    }

    @Test func `what the backup lacks and the mirror has is true again before the broker serves`() throws {
        let town = try Town(mirrored: true)
        var here = try Served(town.birmingham.configuration, in: town.folder)
        var there = try Served(town.solihull.configuration, in: town.folder)
        try town.offerTransfer()
        #expect(there.stop() == 0)
        try town.backUp(town.solihull)
        there = try Served(town.solihull.configuration, in: town.folder)
        try town.wait(Town.receiver, for: #""in-doubt":false"#)
        // Nobody else ever hears of the acceptance.
        here.die()
        try town.accept()
        there.die()
        try town.restore(town.solihull)
        there = try Served(town.solihull.configuration, in: town.folder)
        let row = try town.ask(Town.receiver, ["transfer", "status", "TR-1", "--json"])
        #expect(row.contains(#""here":"accepted""#) && row.contains(#""in-doubt":true"#), "\(row)")
        let shown = try town.ask(Town.receiver, ["transfer", "status", "TR-1"])
        #expect(shown.hasPrefix("IN DOUBT: "), "\(shown)")
        let refused = try town.run(
            Town.receiver,
            ["transfer", "decline", "TR-1", "--reason", "no", "--wait", "2"] + Town.colin
        )
        #expect(refused.status != 0)
        here = try Served(town.birmingham.configuration, in: town.folder)
        try town.wait(Town.offerer, for: #""here":"accepted-seen""#)
        try town.wait(Town.receiver, for: #""in-doubt":false"#)
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
    }

    @Test func `while the mirror takes nothing a decision does not leave, and that is said`() throws {
        let town = try Town(mirrored: true)
        let here = try Served(town.birmingham.configuration, in: town.folder)
        var there = try Served(town.solihull.configuration, in: town.folder)
        try town.offerTransfer()
        #expect(try town.ask(Town.receiver, ["status", "--json"]).contains(#""second-place":true"#))
        let mirror = town.folder.url.appending(path: "E08000029/mirror")
        #expect(try FileManager.default.contentsOfDirectory(atPath: mirror.path).count >= 4)
        try FileManager.default.removeItem(at: mirror)
        try town.accept()
        let status = try town.ask(Town.receiver, ["status", "--json"])
        #expect(status.contains(#""second-place":false,"second-place-state":"failing""#), "\(status)")
        for _ in 0..<5 {
            let row = try town.ask(Town.offerer, ["transfer", "status", "TR-1", "--json"])
            #expect(row.contains(#""here":"offered""#), "\(row)")
        }
        // It leaves once it is in two places.
        #expect(there.stop() == 0)
        there = try Served(town.solihull.configuration, in: town.folder)
        try town.wait(Town.offerer, for: #""here":"accepted-seen""#)
        #expect(try town.ask(Town.receiver, ["status", "--json"]).contains(#""second-place-state":"kept""#))
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
    }
}
