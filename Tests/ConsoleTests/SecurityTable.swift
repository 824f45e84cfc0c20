import Foundation
import Testing
import Vocabulary

@testable import Console

/// A line of the table: an item of OWASP ASVS 5.0 that applies to the console, and how it is tested.
struct SecurityItem: Sendable, CustomTestStringConvertible {
    let number: String
    let level: Int
    let what: String
    let check: @Sendable (TestConsole) async throws -> Void

    var testDescription: String { "\(number) (L\(level)) \(what)" }

    init(
        _ number: String,
        _ level: Int,
        _ what: String,
        _ check: @escaping @Sendable (TestConsole) async throws -> Void
    ) {
        self.number = number
        self.level = level
        self.what = what
        self.check = check
    }
}

/// OWASP ASVS 5.0, level 2, what of it applies to the console; and of level 3 what `reliability.md` S14 asks for.
///
/// Elsewhere: V12 (TLS) in ``TransportTests``, V10.4 (provider) in ``ProviderTests``, what a browser does in `browse.py`.
enum SecurityTable {
    static let items: [SecurityItem] =
        output + cookies + headers + origins + sessions + authorisation + federation + logs

    /// The pages that anybody may ask for, and some that only exist for those signed in.
    static let pages = [
        "/", "/sign-in", "/signed-in", "/inbox", "/assets/console.css", "/assets/console.js", "/nowhere",
        "/cases/C-1",
        "/provider/keys", "/news",
    ]

    // MARK: V1 and V5: what is written and read

    private static let output = [
        SecurityItem("1.2.1", 1, "hostile words in every field of a row are text on every page") { console in
            try await HostileWords.check(console)
        },
        SecurityItem("1.2.2", 1, "a hostile id in an address stays in its place") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/cases/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E/reason")
            #expect(!page.text.contains("<script>alert"))
            #expect(page.text.contains("%22%3E%3Cscript%3E") || page.status == 404)
        },
        SecurityItem("1.2.10", 3, "a cell of a table that begins like a formula is text to a spreadsheet") {
            _ in
            for start in ["=", "+", "-", "@", "\t", "\r"] {
                let line = CommaText.write([[start + "cmd|' /C calc'!A0", "plain \"words\""]])
                #expect(line == "\"'\(start)cmd|' /C calc'!A0\",\"plain \"\"words\"\"\"\r\n")
            }
        },
        SecurityItem("2.2.1", 1, "a form's values are held against what they may be") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/concerns/7")
            let answer = try await browser.post(
                "/concerns/7",
                browser.fields(of: page) + [("decision", "delete-all")]
            )
            #expect(answer.status == 422)
            #expect(console.desk.said.isEmpty)
        },
        SecurityItem("5.3.2", 1, "a path that climbs finds nothing") { console in
            let browser = TestBrowser(console)
            for path in [
                "/assets/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2fPackage.swift",
                "/..%5c..%5cetc",
            ] {
                let answer = try await browser.get(path)
                #expect(
                    answer.status == 404 || answer.status == 303 || answer.status == 400,
                    "\(path) \(answer.status)"
                )
                #expect(!answer.text.contains("root:"))
            }
        },
    ]

    // MARK: V3.3: cookies

    private static let cookies = [
        SecurityItem("3.3.1", 1, "every cookie is Secure") { console in
            for line in try await cookieLines(console) { #expect(line.contains("Secure")) }
        },
        SecurityItem("3.3.2", 2, "the session's cookie is SameSite=Strict, that of a sign-in on its way Lax")
        { console in
            for line in try await cookieLines(console) where !line.contains("Max-Age=0") {
                #expect(
                    line.contains(line.contains("sign-in") ? "SameSite=Lax" : "SameSite=Strict"),
                    "\(line)"
                )
            }
        },
        SecurityItem("3.3.3", 2, "every cookie is bound to this host by its name") { console in
            for line in try await cookieLines(console) {
                #expect(line.hasPrefix("__Host-"))
                #expect(line.contains("Path=/"))
                #expect(!line.contains("Domain"))
            }
        },
        SecurityItem("3.3.4", 2, "no script sees a cookie, and no page says one") { console in
            let browser = TestBrowser(console)
            let page = try await browser.signIn(as: TestConsole.nadia)
            #expect(browser.cookieLines.allSatisfy { $0.contains("HttpOnly") })
            let inbox = try await browser.get("/inbox")
            for secret in browser.cookies.values { #expect(!(page.text + inbox.text).contains(secret)) }
        },
    ]

    private static func cookieLines(_ console: TestConsole) async throws -> [String] {
        let browser = TestBrowser(console)
        try await browser.signIn(as: TestConsole.nadia)
        let page = try await browser.get("/inbox")
        _ = try await browser.post("/sign-out", browser.fields(of: page))
        try #require(browser.cookieLines.count >= 4)
        return browser.cookieLines
    }

    // MARK: V3.2, V3.4: what every answer tells the browser

    private static let headers = [
        SecurityItem("3.2.1", 1, "an answer says what it is, and a table is a file to save") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let table = try await browser.get("/cases/C-1/chronology.csv")
            #expect(table["content-disposition"] == "attachment; filename=\"chronology-C-1.csv\"")
            #expect(table["content-type"] == "text/csv; charset=utf-8")
        },
        SecurityItem("3.4.2", 1, "no other origin may read an answer") { console in
            try await everywhere(console) { #expect($0["access-control-allow-origin"].isEmpty) }
        },
        SecurityItem("3.4.3", 2, "a content policy without inline script or style, objects or another base") {
            console in
            try await everywhere(console) { answer in
                let policy = answer["content-security-policy"]
                for part in [
                    "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'",
                    "base-uri 'none'",
                ] {
                    #expect(policy.contains(part))
                }
                #expect(!policy.contains("unsafe"))
                #expect(
                    !answer.text.contains(" style=\"") && !answer.text.contains("<style")
                        && !answer.text.contains(" onclick")
                )
            }
        },
        SecurityItem("3.4.4", 2, "no answer's kind is guessed") { console in
            try await everywhere(console) { #expect($0["x-content-type-options"] == "nosniff") }
        },
        SecurityItem("3.4.5", 2, "no address of ours is told to another site") { console in
            try await everywhere(console) { #expect($0["referrer-policy"] == "same-origin") }
        },
        SecurityItem("3.4.6", 2, "no page is shown in a frame") { console in
            try await everywhere(console) { answer in
                #expect(answer["content-security-policy"].contains("frame-ancestors 'none'"))
                #expect(answer["x-frame-options"] == "DENY")
            }
        },
        SecurityItem("14.3.2", 2, "nothing of what is shown stays in a cache") { console in
            try await everywhere(console) { answer in
                if !answer["content-type"].contains("css"), !answer["content-type"].contains("javascript") {
                    #expect(answer["cache-control"] == "no-store")
                }
            }
        },
        SecurityItem("3.6.1", 3, "nothing comes from elsewhere") { console in
            try await everywhere(console) { answer in
                for line in ["src=\"http", "href=\"http", "url(http", "@import", "src=\"//"] {
                    #expect(!answer.text.replacing("xmlns=\"http://www.w3.org", with: "").contains(line))
                }
            }
        },
    ]

    private static func everywhere(_ console: TestConsole, _ check: (TestBrowser.Answer) -> Void) async throws
    {
        let stranger = TestBrowser(console)
        let nadia = TestBrowser(console)
        try await nadia.signIn(as: TestConsole.nadia)
        for page in pages {
            check(try await stranger.get(page))
            // It never ends by itself.
            if page != "/news" { check(try await nadia.get(page)) }
        }
    }

    // MARK: V3.5, V3.7: other sites

    private static let origins = [
        SecurityItem("3.5.1", 1, "a form without its token, or of another site, does nothing") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/concerns/7")
            let good = browser.fields(of: page) + [("decision", "seen")]
            let forgeries: [([(String, String)], [String: String])] = [
                ([("once", page.field("once")), ("decision", "seen")], [:]),
                ([("token", "guessed"), ("once", page.field("once")), ("decision", "seen")], [:]),
                (good, ["origin": "https://elsewhere.example"]), (good, ["sec-fetch-site": "cross-site"]),
            ]
            for (fields, headers) in forgeries {
                #expect(try await browser.post("/concerns/7", fields, headers).status == 403)
            }
            #expect(console.desk.said.isEmpty)
            #expect(try await browser.post("/concerns/7", good).status == 303)
            #expect(console.desk.said.count == 1)
        },
        SecurityItem("3.5.2", 1, "only a form is taken for a form") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/concerns/7")
            let fields = browser.fields(of: page) + [("decision", "seen")]
            #expect(
                try await browser.post("/concerns/7", fields, ["content-type": "text/plain"]).status == 400
            )
            #expect(console.desk.said.isEmpty)
        },
        SecurityItem("3.5.3", 1, "nothing is changed by asking for a page") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            for path in ["/concerns/7?decision=seen", "/sign-out", "/cases/C-9/reason?reason=because+I+can"] {
                _ = try await browser.get(path)
            }
            #expect(console.desk.said.isEmpty)
            #expect(try await browser.get("/inbox").status == 200)
        },
        SecurityItem("3.7.2", 2, "no address of another site is gone on to") { console in
            for other in [
                "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example",
                "javascript:alert(1)", "/sign-out",
            ] {
                let browser = TestBrowser(console)
                let page = try await browser.signIn(as: TestConsole.nadia, to: other)
                #expect(page.text.contains("url=/\""), "\(other)")
                #expect(!page.text.contains("elsewhere"))
            }
            let browser = TestBrowser(console)
            #expect(
                try await browser.signIn(as: TestConsole.nadia, to: "/cases/C-1").text.contains(
                    "url=/cases/C-1\""
                )
            )
        },
    ]
}
