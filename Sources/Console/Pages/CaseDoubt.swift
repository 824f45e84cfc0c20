import JSON
import Vocabulary

/// Whom to ring while two authorities may know different things of who holds: what a case's page shows before all else.
struct CaseDoubt {
    let content: [String: Any]

    /// Reads it off a case's row; `nil` if the row says nothing of doubt.
    ///
    /// `heard` are the entries in which the other side named its duty person (`transfer.acknowledged`).
    init?(_ row: JSONNode, _ heard: [HeardEntry], _ directory: StaffDirectory) {
        guard let doubt = row["in-doubt"] else { return nil }
        let named = Set(doubt.list("named-in").compactMap(\.integer))
        var content: [String: Any] = [
            "with": doubt.texts("with").map(directory.authorityName).joined(separator: ", "),
            "there": heard.filter { named.contains($0.sequence.number) }.compactMap(Self.person),
        ]
        if let duty = doubt.text("duty") {
            content["duty"] = directory.name(of: duty)
            content["dutyPhone"] = StaffID(duty).flatMap { directory[$0]?.phone }
        }
        self.content = content
    }

    /// Who answers there, as their own broker told ours.
    private static func person(_ entry: HeardEntry) -> [String: Any]? {
        guard let data = entry.data, let name = data["person"]?.text("name") else { return nil }
        var person: [String: Any] = ["name": name]
        person["phone"] = data.text("phone")
        return person
    }
}
