import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(40))) struct ClientCommandTests {
    @Test func `a concern reaches the social worker, who answers for it`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try openCase(town)
        try town.folder.write(try incident(town), to: "incident.json")
        let published = try town.ask(
            "bhm-police/niche",
            ["publish", "police.domestic-incident", "incident.json"]
        )
        #expect(published.hasPrefix("receipted: police.domestic-incident "))

        let inbox = ["inbox", "--person", "bhm-csc/nadia"]
        let row = try town.ask("bhm-csc/casework", inbox + ["--json"])
        #expect(row.contains(#""topic":"police.domestic-incident","severity":"S2","cases":["C-1042"]"#))
        let sequence = try #require(row.firstMatch(of: /"seq":([0-9]+)/)?.1)
        let explained = try town.ask("bhm-csc/casework", ["explain", String(sequence)])
        #expect(explained.contains("because they are the allocated social worker (lead-professional)"))

        try town.ask(
            "bhm-csc/casework",
            ["acknowledge", String(sequence), "--person", "bhm-csc/nadia", "--decision", "done"]
        )
        #expect(try town.ask("bhm-csc/casework", inbox) == "nothing waits for bhm-csc/nadia\n")
        #expect(try town.ask("bhm-csc/casework", ["duty"]) == "nothing is left lying\n")
        let status = try town.ask("bhm-csc/casework", ["status"])
        #expect(status.hasPrefix("ok: every receipt is accounted for\n"), "\(status)")
        #expect(try town.ask("bhm-csc/casework", ["case", "C-1042"]).contains(#""lead": "bhm-csc/nadia""#))
        let heard = try town.ask(
            "bhm-police/niche",
            ["listen", "police.>", "--from", "start", "--count", "1", "--json"]
        )
        #expect(heard.contains(#""n":1,"#) && heard.contains(#""topic":"police.domestic-incident""#))
        let refused = try town.run("bhm-police/niche", ["duty"])
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("refused duty: 403 FORBIDDEN, "))
        #expect(broker.stop() == 0)
    }

    @Test func `how late concerns come, when each was what, and what was known before it was taken back`()
        throws
    {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try openCase(town)
        try town.folder.write(try incident(town), to: "incident.json")
        let told = ["publish", "police.domestic-incident", "incident.json", "--time", "2026-01-04T23:00:00Z"]
        let published = try town.ask("bhm-police/niche", told)
        let sequence = try #require(published.firstMatch(of: /is entry ([0-9]+) of/)?.1)
        let id = try #require(published.firstMatch(of: /incident ([^ ]+) is entry/)?.1)
        let late = try town.ask("bhm-csc/casework", ["lateness", "--json"])
        #expect(
            late.contains(#""agency":"bhm-police","count":1,"recorded-to-accepted":{"count":0,"#),
            "\(late)"
        )
        #expect(!late.contains("2026-01"))
        let table = try town.ask("bhm-csc/casework", ["lateness"])
        #expect(table.hasPrefix("agency"), "\(table)")
        let earlier = ["lateness", "--from", "2020-01-01", "--until", "2020-12-31"]
        #expect(try town.ask("bhm-csc/casework", earlier) == "nothing was accepted in that time\n")
        #expect(try town.run("bhm-police/niche", ["lateness"]).status == 1)

        try town.ask("bhm-csc/casework", ["chronology", "C-1042"])
        try town.ask(
            "bhm-csc/casework",
            ["acknowledge", String(sequence), "--person", "bhm-csc/nadia", "--decision", "acting"]
        )
        let explained = try town.ask("bhm-csc/casework", ["explain", String(sequence), "--json"])
        let instants = try #require(explained.split(separator: "\n").last)
        #expect(instants.contains(#""event":1767567600000,"recorded":null,"published":"#), "\(instants)")
        for name in ["accepted", "opened", "acknowledged", "acted"] {
            #expect(instants.firstMatch(of: try Regex("\"\(name)\":[0-9]+")) != nil, "\(name) \(instants)")
        }
        // What is known after the correction was not known before it.
        let then = try #require(published.firstMatch(of: /, (20[^\n]+)/)?.1)
        try town.folder.write(try correction(of: String(id), town), to: "correction.json")
        try town.ask("bhm-police/niche", ["publish", "police.domestic-incident", "correction.json"])
        let story = ["chronology", "C-1042", "--format", "json"]
        let known = try town.ask("bhm-csc/casework", story + ["--as-known-on", String(then)])
        #expect(known.contains(id) && !known.contains("superseded-by"), "\(known)")
        let corrected = try town.ask("bhm-csc/casework", story)
        #expect(corrected.contains(#""superseded-by":[{"id":"c-2""#), "\(corrected)")
        let recall = #"{"concern":"\#(id)","reason":"wrong-child"}"#
        try town.ask("bhm-police/niche", ["publish", "concern.recalled", "-"], input: recall)
        let taken = try town.ask("bhm-csc/casework", story + ["--as-known-on", String(then)])
        #expect(taken.contains(#""data":null"#) && taken.contains(#""reason":"wrong-child""#), "\(taken)")
        let before = ["chronology", "C-1042", "--as-known-on", "2020-01-01"]
        #expect(try town.ask("bhm-csc/casework", before) == "")
        let now = try town.ask("bhm-csc/casework", ["chronology", "C-1042"])
        #expect(now.contains("by bhm-police/niche (wrong-child), with "), "\(now)")
        #expect(broker.stop() == 0)
    }

    @Test func `responsibility moves from one authority to the other by commands alone`() throws {
        let town = try Town()
        let here = try Served(town.birmingham.configuration, in: town.folder)
        let there = try Served(town.solihull.configuration, in: town.folder)
        try openCase(town)
        let child = ["--case", "C-1042=nhs:9990516286"]
        let notified = try town.ask(
            "bhm-csc/casework",
            ["transfer", "notify", "--to", "E08000029", "--from-date", "2026-10-05", "--transfer", "TR-1"]
                + child
        )
        #expect(notified.hasSuffix("TR-1\n"))
        func say(_ system: String, _ act: String, _ rest: [String], after phase: String) throws {
            try wait(town, system, for: phase)
            try town.ask(system, ["transfer", act, "TR-1"] + rest)
        }
        let (offerer, receiver) = ("bhm-csc/casework", "sol-csc/casework")
        let colin = ["--name", "Colin", "--role", "TM", "--contact", "0121 496 0260"]
        try say(receiver, "acknowledge", colin + ["--phone", "0121 496 0261"], after: "notified")
        try town.folder.write("Weekly visits.\n", to: "plan.txt")
        let offer = ["--kind", "cp", "--plan", "Weekly visits.", "--pack", "plan=plan.txt"] + child
        try say(offerer, "offer", offer, after: "acknowledged")
        try say(receiver, "interim", colin + ["--plan", "Visits go on."], after: "received")
        try say(receiver, "accept", colin + ["--conference", "2026-10-19"], after: "interim")
        try say(receiver, "book-conference", ["--at", "2026-10-19T10:00:00+01:00"], after: "accepted")
        try say(receiver, "hold-conference", ["--outcome", "The plan goes on."], after: "accepted")
        try say(receiver, "book-core-group", ["--at", "2026-10-28"], after: "accepted")
        try wait(town, offerer, for: "core-group-booked")
        let nadia = ["--name", "Nadia", "--role", "ASW", "--contact", "0121 496 0161"]
        try say(offerer, "release", nadia, after: "accepted-seen")
        try wait(town, receiver, for: #""here":"sole""#)
        try wait(town, offerer, for: #""here":"settled""#)
        let status = try town.ask(offerer, ["transfer", "status", "TR-1"])
        #expect(status.contains("here settled, there sole; held by E08000029\n"))
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
    }

    @Test
    func `a stay is offered, seen with its last day, ended, and another made permanent by commands alone`()
        throws
    {
        let town = try Town()
        let here = try Served(town.birmingham.configuration, in: town.folder)
        let there = try Served(town.solihull.configuration, in: town.folder)
        try openCase(town)
        let child = ["--case", "C-1042=nhs:9990516286"]
        let (offerer, receiver) = (Town.offerer, Town.receiver)
        let notice = [
            "transfer", "notify", "--to", "E08000029", "--from-date", "2026-10-05", "--transfer", "TR-1",
        ]
        try town.ask(offerer, notice + ["--temporary"] + child)
        let stay = ["transfer", "offer", "TR-1", "--kind", "temporary-stay", "--until"]
        try town.ask(offerer, stay + ["2026-11-06"] + child)
        try wait(town, receiver, for: #""here":"received""#)
        let hold = ["transfer", "interim", "TR-1", "--plan", "Visits go on."] + Town.colin
        try town.ask(receiver, hold)
        try wait(town, offerer, for: #""there":"interim""#)
        let shown = try town.ask(offerer, ["transfer", "status", "TR-1"])
        #expect(shown.contains("temporary stay until 2026-11-06: decide by then whether it ends"), "\(shown)")
        let end = ["transfer", "end-stay", "TR-1", "--outcome", "returned"] + Town.nadia
        try town.ask(offerer, end)
        // The receiver's broker declines by itself, and only that makes the offerer sole.
        try wait(town, offerer, for: #""here":"declined""#)
        #expect(try !town.ask(offerer, ["transfer", "status", "TR-1"]).contains("temporary stay until"))
        try town.ask(offerer, stay + ["2026-12-04"] + child)
        try wait(town, receiver, for: #""here":"received""#)
        try town.ask(receiver, hold)
        try wait(town, offerer, for: #""there":"interim""#)
        let permanent = ["transfer", "offer", "TR-1", "--kind", "cp", "--continues-stay"]
        try town.ask(offerer, permanent + child)
        try wait(town, receiver, for: #""kind":"cp""#)
        let held = try town.ask(receiver, ["transfer", "status", "TR-1"])
        #expect(held.contains("here interim, there offered; held by E08000025, E08000029"), "\(held)")
        let refused = try town.run(offerer, end)
        #expect(refused.status == 1 && refused.errors.contains("its latest offer is of no temporary stay"))
        try town.ask(offerer, ["transfer", "cancel", "TR-1", "--reason", "They go home."] + Town.nadia)
        try wait(town, receiver, for: #""what":"cancel-requested""#)
        try town.ask(receiver, ["transfer", "decline", "TR-1", "--reason", "They went home."] + Town.colin)
        try wait(town, offerer, for: #""here":"declined""#)
        #expect(here.stop() == 0)
        #expect(there.stop() == 0)
    }

    @Test func `what somebody works on is listed for their own agency, what is due first on it first`() throws
    {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try openCase(town)
        try town.ask("bhm-police/niche", ["publish", "police.domestic-incident", "-"], input: incident(town))
        let rows = try town.ask("bhm-csc/casework", ["caseload", "--person", "bhm-csc/nadia", "--json"])
        #expect(rows.contains(#"{"case":"C-1042","roles":[{"role":"ASW","from":"#), "\(rows)")
        #expect(rows.contains(#""legal-basis":"CP""#) && rows.contains(#""to-answer":1,"#), "\(rows)")
        let table = try town.ask("bhm-csc/casework", ["caseload", "--person", "bhm-csc/nadia"])
        #expect(table.contains("C-1042  ASW  CP"), "\(table)")
        let none = try town.ask("bhm-csc/casework", ["caseload", "--person", "bhm-csc/tess"])
        #expect(none.contains("bhm-csc/tess works on no open case"))
        let foreign = try town.run("bhm-police/niche", ["caseload", "--person", "bhm-csc/nadia"])
        #expect(foreign.status == 1 && foreign.errors.contains("403 FORBIDDEN"), "\(foreign.errors)")
        // What waits on a case is named by its topic, which the broker looks up in the ledger.
        let file = try town.ask("bhm-csc/casework", ["case", "C-1042", "--json"])
        #expect(file.contains(#""topic":"police.domestic-incident"}"#), "\(file)")
        #expect(broker.stop() == 0)
    }

    @Test func `a change that is held is on the duty list until somebody who may lets it through`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try openCase(town)
        let child = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}"#
        let decided =
            #"{"case":"C-1042","people":[\#(child)],"referral":"r-1","decision":"no-action","discussed":false}"#
        try town.ask("bhm-csc/casework", ["publish", "referral.decided", "-"], input: decided)
        let rows = try town.ask("bhm-csc/casework", ["duty", "--json"])
        #expect(rows.contains(#""change":"referral.decided","rule":"N17""#), "\(rows)")
        let hold = try #require(rows.firstMatch(of: /"hold":([0-9]+)/)?.1)
        let table = try town.ask("bhm-csc/casework", ["duty"])
        #expect(
            table.contains("referral.decided: not-discussed-with-referrer (N17; HOS, TM may override)"),
            "\(table)"
        )
        func override(_ hold: String, by person: String, _ more: [String] = []) throws -> Program.Outcome {
            let reason = ["--reason", "The referrer agreed by phone."]
            return try town.run(
                "bhm-csc/casework",
                ["override", "C-1042", hold, "--person", person] + reason + more
            )
        }
        let refused = try override(String(hold), by: "bhm-csc/nadia")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("403 FORBIDDEN") && refused.errors.contains("HOS or TM"))
        let unknown = try override("999", by: "bhm-csc/tess")
        #expect(
            unknown.status == 1 && unknown.errors.contains("no hold 999 on C-1042: nothing was published")
        )
        let done = try override(String(hold), by: "bhm-csc/tess", ["--json"])
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.hasPrefix(#"{"case":"C-1042","hold":\#(hold),"change":"referral.decided","#))
        #expect(try !town.ask("bhm-csc/casework", ["duty", "--json"]).contains("\"hold\""))
        let shown = try town.ask("bhm-csc/casework", ["case", "C-1042"])
        #expect(shown.contains(#""holds": []"#) && shown.contains(#""score": {"#), "\(shown)")
        #expect(broker.stop() == 0)
    }

    @Test func `a meeting is given what was said since the one before, each line with its entry`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try openCase(town)
        let child = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}"#
        func say(_ system: String, _ topic: String, _ data: String) throws -> String {
            let said = try town.ask(system, ["publish", topic, "-"], input: data)
            return String(try #require(said.firstMatch(of: /is entry ([0-9]+)/)?.1))
        }
        let early = try say("bhm-police/niche", "police.domestic-incident", incident(town))
        let held = #"{"people":[\#(child)],"type":"RCPC","present":["ASW","HV","GP"],"invited":["HV","GP"]}"#
        let before = try say("bhm-csc/casework", "meeting.held", held)
        let late = try say("bhm-police/niche", "police.domestic-incident", incident(town))
        let convened = #"{"people":[\#(child)],"type":"RCPC","on":"2030-03-14","invited":["HV","GP"]}"#
        let meeting = try say("bhm-csc/casework", "meeting.convened", convened)

        let text = try town.ask("bhm-csc/casework", ["meeting", "pack", "C-1042"])
        #expect(text.contains("review child protection conference (RCPC) on 2030-03-14"), "\(text)")
        #expect(text.contains("#\(before)") && text.contains("  no report from GP  #\(meeting)"), "\(text)")
        #expect(text.contains("Incidents\n") && text.contains("police.domestic-incident"), "\(text)")
        #expect(text.contains("#\(late)\n") && !text.contains("bhm-police/niche  #\(early)\n"), "\(text)")
        let rows = try town.ask("bhm-csc/casework", ["meeting", "pack", "C-1042", meeting, "--json"])
        #expect(rows.contains(#"{"section":"incidents","seq":\#(late),"#), "\(rows)")
        #expect(rows.contains(#"{"section":"last-meeting","seq":\#(before),"#), "\(rows)")
        #expect(!rows.contains(#""told""#))
        let unknown = try town.run("bhm-csc/casework", ["meeting", "pack", "C-1042", "9999"])
        #expect(unknown.status == 1 && unknown.errors.contains("404 NO_SUCH"), "\(unknown.errors)")
        #expect(broker.stop() == 0)
    }

    private func openCase(_ town: Town) throws {
        let child = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}"#
        let opened = #"{"case":"C-1042","children":[\#(child)],"legal-basis":"CP","opened":"2026-05-11"}"#
        try town.ask("bhm-csc/casework", ["publish", "casefile.opened", "-"], input: opened)
        let made =
            #"{"case":"C-1042","staff":"bhm-csc/nadia","role":"ASW","qualified":true,"from":"2026-05-11"}"#
        try town.ask("bhm-csc/casework", ["publish", "allocation.made", "-"], input: made)
    }

    private func incident(_ town: Town) throws -> String {
        let example = try town.example(of: "police.domestic-incident")
        let event = try JSONSerialization.jsonObject(with: Data(example.utf8)) as? [String: Any]
        let data = try JSONSerialization.data(withJSONObject: try #require(event?["data"]))
        return String(decoding: data, as: UTF8.self)
    }

    private func correction(of id: String, _ town: Town) throws -> String {
        let example = try town.example(of: "police.domestic-incident")
        let read = try JSONSerialization.jsonObject(with: Data(example.utf8)) as? [String: Any]
        var event = try #require(read)
        event["id"] = "c-2"
        event["source"] = "urn:concordat:E08000025:bhm-police:niche"
        event["supersedes"] = id
        return String(decoding: try JSONSerialization.data(withJSONObject: event), as: UTF8.self)
    }

    /// Asks until the transfer's row says so; the suite's time limit ends it otherwise.
    private func wait(_ town: Town, _ system: String, for text: String) throws {
        while true {
            let row = try town.ask(system, ["transfer", "status", "TR-1", "--json"])
            if row.contains(text) { return }
        }
    }
}
