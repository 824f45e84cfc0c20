import Foundation
import Testing

/// A child's move from Birmingham to Solihull, said by commands.
extension Town {
    static let offerer = "bhm-csc/casework"
    static let receiver = "sol-csc/casework"
    static let colin = ["--name", "Colin", "--role", "TM", "--contact", "0121 496 0260"]
    static let nadia = ["--name", "Nadia", "--role", "ASW", "--contact", "0121 496 0161"]
    private static let child = ["--case", "C-1042=nhs:9990516286"]

    /// Up to an offer that the receiver has.
    func offerTransfer() throws {
        let notice = [
            "transfer", "notify", "--to", "E08000029", "--from-date", "2026-10-05", "--transfer", "TR-1",
        ]
        try ask(Self.offerer, notice + Self.child)
        try wait(Self.receiver, for: #""here":"notified""#)
        try ask(
            Self.receiver,
            ["transfer", "acknowledge", "TR-1"] + Self.colin + ["--phone", "0121 496 0261"]
        )
        try wait(Self.offerer, for: #""here":"acknowledged""#)
        try folder.write("Weekly visits.\n", to: "plan.txt")
        let pack = ["--kind", "cp", "--plan", "Weekly visits.", "--pack", "plan=plan.txt"]
        try ask(Self.offerer, ["transfer", "offer", "TR-1"] + pack + Self.child)
        try wait(Self.receiver, for: #""what":"packed""#)
    }

    func accept() throws {
        try ask(Self.receiver, ["transfer", "accept", "TR-1", "--conference", "2026-10-19"] + Self.colin)
    }

    /// From the acceptance to the release.
    func release() throws {
        try wait(Self.offerer, for: #""here":"accepted-seen""#)
        try ask(Self.receiver, ["transfer", "hold-conference", "TR-1", "--outcome", "The plan goes on."])
        try ask(Self.receiver, ["transfer", "book-core-group", "TR-1", "--at", "2026-10-28"])
        try wait(Self.offerer, for: "core-group-booked")
        try wait(Self.offerer, for: #""what":"conference-held""#)
        try ask(Self.offerer, ["transfer", "release", "TR-1"] + Self.nadia)
    }

    /// Asks until the transfer's row says so; the suite's time limit ends it otherwise.
    func wait(_ system: String, for text: String) throws {
        while true {
            let outcome = try run(system, ["transfer", "status", "TR-1", "--json"])
            if outcome.output.contains(text) { return }
        }
    }

    /// Copies a ledger whose broker is not running.
    func backUp(_ authority: Authority) throws {
        let ledger = folder.url.appending(path: "\(authority.code)/ledger")
        let backup = folder.url.appending(path: "\(authority.code)/backup")
        try FileManager.default.copyItem(at: ledger, to: backup)
    }

    /// Puts the copy in the ledger's place, as an operator does who also has to say that it is meant.
    func restore(_ authority: Authority) throws {
        let place = folder.url.appending(path: authority.code)
        for name in ["ledger", "view", "ledger.snapshots"] {
            let url = place.appending(path: name)
            if FileManager.default.fileExists(atPath: url.path) {
                try FileManager.default.removeItem(at: url)
            }
        }
        try FileManager.default.moveItem(
            at: place.appending(path: "backup"),
            to: place.appending(path: "ledger")
        )
    }
}
