internal import GRDB
internal import Vocabulary

/// A query as SQL: one row more than the page needs, which says that there is more.
struct StorySelection {
    let sql: String
    let arguments: StatementArguments

    init(_ query: StoryQuery) {
        var conditions: [String] = []
        var arguments: StatementArguments = ["limit": query.limit + 1]
        var source = "entry e"
        // An index by case or person has the order of a story, so a page of it needs no sorting.
        var place = "e"
        switch query.subject {
        case .caseFile(let id):
            source = "entry_case n JOIN entry e ON e.seq = n.seq"
            place = "n"
            conditions.append("n.name = :subject")
            _ = arguments.append(contentsOf: ["subject": id.text])
        case .person(let id):
            source = "entry_person n JOIN entry e ON e.seq = n.seq"
            place = "n"
            conditions.append("n.name = :subject")
            _ = arguments.append(contentsOf: ["subject": id.text])
        case .recipient(let id):
            conditions.append("EXISTS (SELECT 1 FROM told t WHERE t.person = :subject AND t.seq = e.seq)")
            _ = arguments.append(contentsOf: ["subject": id.text])
        case .entry(let sequence):
            conditions.append("e.seq = :subject")
            _ = arguments.append(contentsOf: ["subject": sequence.number])
        case .topic(let topic):
            conditions.append("e.topic = :subject")
            _ = arguments.append(contentsOf: ["subject": topic])
        }
        if let agency = query.agency {
            conditions.append(
                """
                (e.agency = :agency OR EXISTS
                    (SELECT 1 FROM told t WHERE t.seq = e.seq AND t.agency = :agency AND t.at <= :by))
                """
            )
            _ = arguments.append(contentsOf: ["agency": agency.text])
        }
        conditions.append("e.accepted <= :by")
        _ = arguments.append(contentsOf: ["by": query.knownOn?.milliseconds ?? Int64.max])
        if let since = query.since {
            conditions.append("e.accepted >= :since")
            _ = arguments.append(contentsOf: ["since": since.milliseconds])
        }
        Self.narrow(query, place, &conditions, &arguments)
        let order = query.newestFirst ? "DESC" : "ASC"
        sql = """
            SELECT e.* FROM \(source) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(place).time \(order), \(place).seq \(order) LIMIT :limit
            """
        self.arguments = arguments
    }

    /// Which stretch of time, and what of it the pages before have shown.
    private static func narrow(
        _ query: StoryQuery,
        _ place: String,
        _ conditions: inout [String],
        _ arguments: inout StatementArguments
    ) {
        if let from = query.from {
            conditions.append("\(place).time >= :from")
            _ = arguments.append(contentsOf: ["from": from.milliseconds])
        }
        if let to = query.to {
            conditions.append("\(place).time < :to")
            _ = arguments.append(contentsOf: ["to": to.milliseconds])
        }
        if let after = query.after {
            let order = query.newestFirst ? "<" : ">"
            conditions.append("(\(place).time, \(place).seq) \(order) (:time, :seq)")
            _ = arguments.append(
                contentsOf: ["time": after.time.milliseconds, "seq": after.sequence.number]
            )
        }
    }

    /// Who was told of an entry by an instant, with what had happened by then.
    ///
    /// Where nobody in the agency is named, anybody's answer from it counts.
    static let told = """
        SELECT t.*,
            (SELECT at FROM delivery d WHERE d.seq = t.seq AND d.agency = t.agency AND d.kind = 'delivered'
                AND d.at <= :by) AS delivered,
            (SELECT at FROM delivery d WHERE d.seq = t.seq AND d.agency = t.agency AND d.kind = 'opened'
                AND d.at <= :by) AS opened,
            (SELECT at FROM acknowledgement a WHERE a.seq = t.seq AND a.at <= :by
                AND (a.person = t.person OR (t.person IS NULL AND a.agency = t.agency))
                ORDER BY at LIMIT 1) AS acknowledged,
            (SELECT decision FROM acknowledgement a WHERE a.seq = t.seq AND a.at <= :by
                AND (a.person = t.person OR (t.person IS NULL AND a.agency = t.agency))
                ORDER BY at LIMIT 1) AS decision
        FROM told t WHERE t.seq = :seq AND t.at <= :by ORDER BY t.number
        """
}
