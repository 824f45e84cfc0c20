import Testing
import Vocabulary

@testable import Chronology

/// A small story: police on Monday, reported on Tuesday after the health visitor; one of them answered.
struct StoryFixture {
    let caseID: CaseID
    let other: CaseID
    let child: PersonID
    let wmp: UserID
    let healthVisiting: UserID
    let socialCare: AgencyID
    let nadia: StaffID
    let turns: [IndexedTurn]

    /// `day` and `hour` of November 2016, UTC.
    static func at(_ day: Int, _ hour: Int) throws -> Instant {
        let date = try #require(CivilDate(year: 2016, month: 11, day: day))
        return Instant(milliseconds: (Int64(date.daysSinceEpoch) * 24 + Int64(hour)) * 3_600_000)
    }

    init() throws {
        caseID = try #require(CaseID("C-1042"))
        other = try #require(CaseID("C-2000"))
        child = try #require(PersonID("P-1"))
        wmp = try #require(UserID("wmp/niche"))
        healthVisiting = try #require(UserID("bhm-hv/notes"))
        socialCare = try #require(AgencyID("bhm-csc"))
        nadia = try #require(StaffID("bhm-csc/nadia.bloom"))
        turns = [
            IndexedTurn(
                number: 1,
                entries: [try Self.visit(by: healthVisiting, caseID, child)],
                told: [try Self.told(1, caseID, nadia, socialCare, at: try Self.at(15, 11))]
            ),
            IndexedTurn(
                number: 2,
                entries: [try Self.incident(by: wmp, [caseID, other], child)],
                told: [try Self.told(2, caseID, nadia, socialCare, at: try Self.at(15, 12))]
            ),
            try Self.answers(of: nadia, socialCare),
            try Self.offer(caseID),
        ]
    }

    private static func visit(
        by publisher: UserID,
        _ caseID: CaseID,
        _ child: PersonID
    ) throws -> IndexedEntry {
        IndexedEntry(
            sequence: LedgerSequence(1),
            id: try #require(MessageID("m-1")),
            time: try at(15, 10),
            accepted: try at(15, 11),
            publisher: publisher,
            topic: "home.visit-completed",
            severity: .s3,
            cases: [caseID],
            people: [child]
        )
    }

    /// Happened before the visit, became known after it.
    private static func incident(
        by publisher: UserID,
        _ cases: [CaseID],
        _ child: PersonID
    ) throws -> IndexedEntry {
        IndexedEntry(
            sequence: LedgerSequence(2),
            id: try #require(MessageID("m-2")),
            time: try at(14, 22),
            recorded: try at(15, 8),
            accepted: try at(15, 12),
            publisher: publisher,
            topic: "police.domestic-incident",
            severity: .s1,
            cases: cases,
            people: [child]
        )
    }

    private static func answers(of person: StaffID, _ agency: AgencyID) throws -> IndexedTurn {
        IndexedTurn(
            number: 3,
            deliveries: [
                DeliveryRecord(
                    sequence: LedgerSequence(2),
                    agency: agency,
                    kind: .delivered,
                    at: try at(15, 13)
                )
            ],
            acknowledgements: [
                AcknowledgementRecord(
                    sequence: LedgerSequence(2),
                    person: person,
                    agency: agency,
                    decision: "strategy-discussion",
                    at: try at(16, 9)
                )
            ]
        )
    }

    private static func offer(_ caseID: CaseID) throws -> IndexedTurn {
        let offer = IndexedEntry(
            sequence: LedgerSequence(3),
            id: try #require(MessageID("m-3")),
            time: try at(20, 9),
            accepted: try at(20, 9),
            publisher: try #require(UserID("bhm-csc/casework")),
            topic: "transfer.offered"
        )
        let milestone = MilestoneRecord(
            transfer: try #require(TransferID("TR-1")),
            name: "offered",
            sequence: LedgerSequence(3),
            at: try at(20, 9),
            cases: [caseID]
        )
        return IndexedTurn(number: 4, entries: [offer], milestones: [milestone])
    }

    private static func told(
        _ sequence: Int64,
        _ caseID: CaseID,
        _ person: StaffID,
        _ agency: AgencyID,
        at: Instant
    ) throws -> ToldRecord {
        ToldRecord(
            sequence: LedgerSequence(sequence),
            caseID: caseID,
            agency: agency,
            person: person,
            role: Role("ASW"),
            why: "lead",
            due: at.advanced(byMilliseconds: 3_600_000),
            at: at
        )
    }
}
