import Concerns
import Escalation
import JSON
import Patterns
import Vocabulary

/// What a concern that was taken back alone had made true of its cases is so no longer.
extension BrokerMachine {
    /// Why a concern is taken back whose content was never so of this child; for other reasons only the audience was wrong,
    /// and what protects the child goes on.
    private static let untrue: Set<String> = ["wrong-child", "wrong-content"]

    /// Ends the clocks that it alone started, forgets what patterns had of it, and waits for nothing that it announced.
    ///
    /// Breaches, alerts and what people did about them stay in the ledger: whoever had them is told of the recall.
    mutating func withdrawMeaning(of recall: SharingBook.Recall, in draft: inout Draft) {
        withdrawHolds(askedForBy: recall.entry, on: casesOfRecalled(draft), in: &draft)
        guard Self.untrue.contains(recall.reason) else { return }
        let (entry, now) = (draft.sequence, draft.accepted)
        for id in casesOfRecalled(draft) {
            draft.store(
                state.record { (book: inout ClockBook) in
                    book.recalled(recall.entry, of: id, by: entry, at: now)
                }
            )
            draft.store(state.record { (book: inout PatternBook) in book.recalled(recall.entry, of: id) })
            draft.store(state.record { (book: inout ExpectationBook) in book.recalled(recall.entry, of: id) })
        }
    }
}
