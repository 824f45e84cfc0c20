import Testing

@testable import Console

/// Words that would be script or markup if they were not written as text.
enum HostileWords {
    static let words = #"<script>alert("x")</script>'"><img src=x onerror=alert(1)>{{7*7}}</textarea></svg>"#

    /// Every page that shows what somebody wrote, for each part of the console.
    static let pages = [
        "/inbox", "/inbox?show=all", "/concerns/7", "/children", "/cases/C-1", "/cases/C-1/chronology",
        "/cases/C-1/timeline",
        "/duty", "/duty/lateness", "/duty/allocate/C-1", "/duty/holds/C-1/3", "/duty/matches/7", "/transfers",
        "/transfers/T-1",
        "/transfers/T-1/accepted", "/transfers/T-1/interim", "/meetings", "/meetings/C-1/5", "/governance",
        "/governance/entry?seq=7",
        "/governance/proofs?from=1&to=2&receipt=m-7", "/sessions",
    ]

    static func check(_: TestConsole) async throws {
        try await TestConsole.run(ConsoleRows.desk(words)) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            for path in pages {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                for part in ["<script>alert", "<img", "onerror=alert(1)>", "</svg>{", "49</textarea>"] {
                    #expect(!page.text.contains(part), "\(path): \(part)")
                }
                for path in ["?q=" + FormText.escaped(words), "/" + FormText.escaped(words)] {
                    #expect(try await !browser.get("/cases/C-1" + path).text.contains("<script>alert"))
                }
            }
            let sent = try await browser.get("/concerns/7")
            let echo = try await browser.post(
                "/concerns/7",
                browser.fields(of: sent) + [("reason", words), ("to", words)]
            )
            #expect(echo.status == 422)
            #expect(!echo.text.contains("<script>alert") && !echo.text.contains("</textarea></svg>"))
        }
    }
}
