/// A message as published, and what is shown of it on every path, all written by hand.
///
/// What a path adds is the same for everybody; `‹data›`, `‹lines›` and `‹note›` stand where a ``View`` goes.
struct ShownMessage: Sendable {
    /// What somebody sees of the payload.
    struct View: Sendable {
        /// As JSON.
        let data: String
        /// As `--format text` shows it.
        let lines: String
        /// Whether attributes that the protocol does not know are shown, as in full detail.
        var note = false
    }

    let said: Said
    /// The head of a DELIVER after its number, as far as it is the same for everybody.
    let head: String
    /// The event, and what it bears at its end on a topic of its case.
    let event: String
    let onCase: String
    /// The line of FETCH `chronology`, which is what `--format json` exports.
    let row: String
    let text: String
    /// A line of `--format csv` for each who was told: what all of them begin with, and how each goes on.
    let cells: String
    let told: [String]
    /// The page of FETCH `explain`.
    let explanation: String

    /// The head of a DELIVER.
    func head(_ number: Int, why: String, due: String?) -> String {
        #"{"sub":"all","n":\#(number),"# + head
            + #""why":"\#(why)","due":\#(due ?? "null"),"again":false}"#
    }

    func event(_ view: View) -> String {
        event.replacing("‹data›", with: view.data).replacing("‹note›", with: view.note ? Self.note : "")
    }

    /// On a case topic; whoever must answer is also told until when.
    func event(_ view: View, onCaseUntil due: String?) -> String {
        event(view).dropLast() + onCase + (due.map { #","acknowledgeby":"\#($0)""# } ?? "") + "}"
    }

    func row(_ view: View) -> String { row.replacing("‹data›", with: view.data) + "\n" }

    func text(_ view: View) -> String { text.replacing("‹lines›\n", with: view.lines) + "\n" }

    func table(_ view: View) -> String {
        let data = "\"" + view.data.replacing("\"", with: "\"\"") + "\""
        return Self.columns
            + told.map { cells.replacing("‹data›", with: data) + "," + $0 + ",,,\r\n" }.joined()
    }

    /// Something that a publisher's own software adds.
    static let note = #""vendornote":"Beat 7","#

    static let columns =
        "seq,time,recorded,accepted,from,topic,severity,cases,data,told-agency,told-who,told-role,told-why,"
        + "told-at,due,delivered,opened,acknowledged,decision,recalled,superseded-by,supersedes\r\n"
}
