import JSON

/// Events of a topic that are wrong in one place each, with canaries in it that may come back to nobody.
enum CanaryFaults {
    /// Payloads that do not fit.
    static func payloads(
        _ payload: [JSONMember],
        _ topic: CanaryCatalogue.Topic,
        _ growth: inout CanaryGrowth
    ) -> [[JSONMember]] {
        let properties = topic.payload["properties"] as? [String: [String: Any]] ?? [:]
        var faults = [payload + [JSONMember(growth.secret("unknown"), .string(growth.secret("unknown")))]]
        for (place, member) in payload.enumerated() {
            let secret = growth.secret(member.key)
            var wrong: [JSONValue] = []
            switch member.value {
            case .object, .array: wrong = [.string(secret)]
            case .string, .integer, .number, .bool, .null:
                wrong = [.object([JSONMember(secret, .string(secret))]), .array([.string(secret)])]
            }
            if let longest = properties[member.key]?["maxLength"] as? Int, longest < 10_000 {
                wrong.append(.string(String(repeating: secret + " ", count: longest / 9 + 1)))
            }
            if properties[member.key]?["enum"] != nil { wrong.append(.string(secret)) }
            if properties[member.key]?["format"] as? String == "date" { wrong.append(.string(secret)) }
            if member.key == "people", case .array(let people) = member.value {
                wrong += self.people(people, &growth)
            }
            faults += wrong.map { value in
                var fault = payload
                fault[place].value = value
                return fault
            }
        }
        return faults
    }

    private static func people(_ people: [JSONValue], _ growth: inout CanaryGrowth) -> [JSONValue] {
        let number: JSONValue = ["scheme": "nhs", "value": .string(growth.secretNumber())]
        let faults: [JSONMember] = [
            JSONMember("identifiers", .array([number])), JSONMember("born", .string(growth.secret("born"))),
            JSONMember(growth.secret("unknown"), .string(growth.secret("unknown"))),
        ]
        return faults.map { .array(people + [.object([$0])]) }
    }

    /// Whole events, as text, that are wrong outside their payload.
    static func events(_ event: String, _ growth: inout CanaryGrowth) -> [String] {
        let secret = growth.secret("envelope")
        return [
            event.replacing(#""source":""#, with: #""source":"\#(secret)"#),
            event.replacing(#""type":""#, with: #""type":"\#(secret)"#),
            event.replacing(#""time":""#, with: #""time":"\#(secret)"#),
            event.replacing(#""datacontenttype":""#, with: #""datacontenttype":"\#(secret)"#),
            event.replacing(#""specversion":""#, with: #""signature":"\#(secret)","specversion":""#),
            event.replacing(#""specversion":""#, with: #""\#(secret)":1,"\#(secret)":2,"specversion":""#),
            event.replacing(#""specversion":""#, with: #""X \#(secret)":"\#(secret)","specversion":""#),
            event + secret, #"{"\#(secret)":"\#(secret)"#, #""\#(secret)""#,
        ]
    }

    /// Heads of requests that are wrong, by verb.
    static func heads(_ growth: inout CanaryGrowth) -> [(verb: String, head: String)] {
        let secret = growth.secret("head")
        return [
            ("PUBLISH", #"{"id":"\#(secret)","topic":"police.arrest","sha256":"\#(secret)"}"#),
            ("PUBLISH", #"{"\#(secret)":"\#(secret)"}"#), ("PUBLISH", secret),
            ("FETCH", #"{"what":"\#(secret)"}"#), ("FETCH", #"{"what":"inbox","person":"\#(secret)"}"#),
            ("FETCH", #"{"what":"case","case":"\#(secret)"}"#),
            ("FETCH", #"{"what":"chronology","case":"C-1042","known-on":"\#(secret)"}"#),
            ("FETCH", #"{"what":"receipt","id":"\#(secret)"}"#),
            ("SUBSCRIBE", #"{"sub":"a","topics":["police.>"],"window":"\#(secret)","from":"\#(secret)"}"#),
            ("ACK", #"{"sub":"\#(secret)","n":[1]}"#), ("NACK", #"{"sub":"a","n":1,"why":{"\#(secret)":1}}"#),
            ("WHAT", #"{"\#(secret)":"\#(secret)"}"#),
        ]
    }
}
