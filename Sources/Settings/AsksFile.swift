import Patterns
import Topics
import Vocabulary

/// The member `asks` of `patterns.yaml`: what people are asked for of the broker's own accord.
enum AsksFile {
    static func read(_ place: YAMLPlace?, _ inspection: inout Inspection) -> AskRules {
        guard let place else { return .none }
        let asks = inspection.mapping(place, required: ["contributions", "father", "same-need"])
        var needs: [String: [Role]] = [:]
        for (name, _, roles) in inspection.entries(asks?["same-need"]) {
            needs[name] = inspection.roles(roles)
        }
        return AskRules(
            contributions: contributions(asks?["contributions"], &inspection),
            father: father(asks?["father"], &inspection),
            needs: needs
        )
    }

    private static func contributions(
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> AskRules.Contributions? {
        let rule = inspection.mapping(
            place,
            required: ["on", "answered-by", "working-days", "tells"],
            optional: ["except"]
        )
        let topics = topics(rule?["on"], &inspection)
        let answer = topic(rule?["answered-by"], &inspection)
        let days = inspection.integer(rule?["working-days"], in: 1...100)
        let tells = inspection.roles(rule?["tells"])
        let except = inspection.roles(rule?["except"])
        guard let answer, let days else { return nil }
        return AskRules.Contributions(
            topics: topics,
            answer: answer,
            workingDays: Int(days),
            tells: tells,
            except: except
        )
    }

    private static func father(_ place: YAMLPlace?, _ inspection: inout Inspection) -> AskRules.Father? {
        let rule = inspection.mapping(place, required: ["on", "asks"])
        let topics = topics(rule?["on"], &inspection)
        let asks = inspection.roles(rule?["asks"])
        return rule.map { _ in AskRules.Father(topics: topics, asks: asks) }
    }

    private static func topics(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [String] {
        inspection.list(place, atLeast: 1).compactMap { topic($0, &inspection) }
    }

    private static func topic(_ place: YAMLPlace?, _ inspection: inout Inspection) -> String? {
        inspection.value(place, mustBe: "a topic such as assessment.started") { Topic($0) == nil ? nil : $0 }
    }
}
