import Chronology
import JSON
import Testing
import Topics
import Vocabulary
import Wire

/// For each role, audience and path, the exact bytes that are shown.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ReadPathTests {
    @Test func `every role is shown exactly these bytes on every path`() async throws {
        let partnership = try await Partnership(
            ReadPathRow.publishers + ReadPathRow.all.map(\.system),
            workers: ReadPathRow.workers
        )
        // Everybody listens before anything is said, so that what comes is in the order said.
        var readers: [TestClient] = []
        for row in ReadPathRow.all {
            let reader = try await partnership.client(row.system.user)
            try await reader.subscribe(row.listensTo, as: "all", from: .now)
            readers.append(reader)
        }
        for (publisher, message) in zip(ReadPathRow.publishers, ReadPathRow.messages) {
            let client = try await partnership.client(publisher.user)
            try await client.publish(message.said)
            await client.close()
        }
        for (row, reader) in zip(ReadPathRow.all, readers) {
            try await expectDeliveries(row, reader)
            try await expectStories(row, reader)
            await reader.close()
        }
        try await partnership.stop()
    }

    @Test func `the table has every role to which the catalogue shows anything`() throws {
        let roles = Set(try TestBroker.catalogue.get().definitions.flatMap(\.sees).map(\.role.code))
        #expect(roles.subtracting(ReadPathRow.all.flatMap(\.system.roles)).isEmpty)
    }

    private static let unexplained = """
        {"code":403,"name":"FORBIDDEN","text":"seq: must be an entry that this key may see","verb":"FETCH",\
        "retry":"no","after_ms":0,"field":"/seq"}
        """
    private static let unread = """
        {"code":403,"name":"FORBIDDEN","text":"case: must be one on which this key's agency has a worker",\
        "verb":"FETCH","retry":"no","after_ms":0,"field":"/case"}
        """

    private func expectDeliveries(_ row: ReadPathRow, _ reader: TestClient) async throws {
        var delivered: [String] = []
        try await reader.send(.ping)
        while true {
            let (head, body) = try await reader.nextText("DELIVER", "PONG")
            guard head.hasPrefix(#"{"sub""#) else { break }
            delivered += [head, body]
        }
        #expect(delivered == row.deliveries, "\(row.system.user)")
    }

    private func expectStories(_ row: ReadPathRow, _ reader: TestClient) async throws {
        for (place, message) in ReadPathRow.messages.enumerated() {
            let comment = Comment(rawValue: "\(message.said.topic) to \(row.system.user)")
            let (caseID, agency) = ReadPathRow.places[place]
            let page = try await reader.chronology(caseID, of: agency)
            let view = row.views[place]
            let explained = try await reader.explanation(of: ReadPathRow.sequences[place])
            #expect(explained == (view == nil ? Self.unexplained : message.explanation), comment)
            guard !row.mayNotRead.contains(caseID) else {
                #expect(page == Self.unread, comment)
                continue
            }
            #expect(page == view.map(message.row) ?? "", comment)
            let rows = try page.split(separator: "\n").map { line in
                try #require(StoryRow(json: JSONDocument(parsing: Array(line.utf8)).root))
            }
            #expect(StoryFormat.json.render(rows) == page, comment)
            #expect(StoryFormat.text.render(rows) == view.map(message.text) ?? "", comment)
            #expect(StoryFormat.csv.render(rows) == view.map(message.table) ?? ShownMessage.columns, comment)
        }
    }
}
