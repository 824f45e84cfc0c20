/// What a topic is called where no catalogue is at hand.
enum TopicWords {
    /// `police.domestic-incident` as `Police: domestic incident`.
    static func title(_ topic: String) -> String {
        let parts = topic.split(separator: ".", maxSplits: 1).map { $0.replacing("-", with: " ") }
        guard parts.count == 2 else { return topic }
        return parts[0].prefix(1).uppercased() + parts[0].dropFirst() + ": " + parts[1]
    }
}
