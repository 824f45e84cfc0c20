internal import GRDB
public import Vocabulary

extension ChronologyView {
    /// How late each agency's concerns came, of those accepted from one instant and before another; in order of agencies.
    ///
    /// `isConcern` says of a topic whether it counts.
    public func lateness(
        from start: Instant,
        to end: Instant,
        where isConcern: (String) -> Bool
    ) throws(ChronologyError) -> [Lateness] {
        try read { database in
            var agencies: [AgencyID: (recorded: [Int64], event: [Int64])] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT agency, topic, time, recorded, accepted FROM entry
                    WHERE accepted >= ? AND accepted < ? AND severity IS NOT NULL
                    """,
                arguments: [start.milliseconds, end.milliseconds]
            )
            while let row = try rows.next() {
                guard isConcern(row["topic"]), let agency = AgencyID(row["agency"]) else { continue }
                let accepted: Int64 = row["accepted"]
                let time: Int64 = row["time"]
                let recorded: Int64? = row["recorded"]
                agencies[agency, default: ([], [])].event.append(max(0, accepted - time))
                if let recorded { agencies[agency]?.recorded.append(max(0, accepted - recorded)) }
            }
            return agencies.keys.sorted().map { agency in
                Lateness(
                    agency: agency,
                    recorded: Lateness.Spread(agencies[agency]?.recorded ?? []),
                    event: Lateness.Spread(agencies[agency]?.event ?? [])
                )
            }
        }
    }

    /// Since when people of these agencies have an entry open, and since when one of them acts on it; `nil` if nobody.
    public func opened(
        _ sequence: LedgerSequence,
        by agencies: [AgencyID]
    ) throws(ChronologyError) -> (opened: Instant?, acted: Instant?) {
        try read { database in
            var opened: Int64?
            var acted: Int64?
            for agency in agencies {
                let first = try Int64.fetchOne(
                    database,
                    sql: "SELECT at FROM opening WHERE seq = ? AND agency = ?",
                    arguments: [sequence.number, agency.text]
                )
                let deed = try Int64.fetchOne(
                    database,
                    sql: """
                        SELECT min(at) FROM acknowledgement
                        WHERE seq = ? AND agency = ? AND decision IN ('acting', 'done')
                        """,
                    arguments: [sequence.number, agency.text]
                )
                opened = [opened, first].compactMap(\.self).min()
                acted = [acted, deed].compactMap(\.self).min()
            }
            return (
                opened.map { Instant(milliseconds: $0) }, acted.map { Instant(milliseconds: $0) }
            )
        }
    }
}
