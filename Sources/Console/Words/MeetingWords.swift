import JSON

/// Meetings as people call them; the partnership's own title first, where its rules give one.
enum MeetingWords {
    static func title(_ row: JSONNode) -> String {
        if let title = row.text("title"), !title.isEmpty { return PayloadText.capitalised(title) }
        let type = row.text("type") ?? "meeting"
        return names[type] ?? PayloadText.label(type)
    }

    private static let names = [
        "STRAT": "Strategy meeting", "ICPC": "Initial child protection conference",
        "RCPC": "Review child protection conference", "CORE": "Core group",
        "DPM": "Discharge planning meeting",
        "CIN": "Child in need meeting", "TAC": "Team around the child", "LACR": "Looked-after child review",
        "TICPC": "Receiving-in conference",
    ]
}
