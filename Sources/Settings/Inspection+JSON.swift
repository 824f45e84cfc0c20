import JSON
import Yams

extension Inspection {
    /// Any value, as the JSON that it stands for.
    mutating func json(_ place: YAMLPlace?) -> JSONValue? {
        guard let place else { return nil }
        switch place.node {
        case .scalar(let scalar):
            return switch YAMLScalar(scalar) {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer(let value): .integer(value)
            case .number(let value): .number(value)
            case .text(let text): .string(text)
            }
        case .sequence:
            return .array(place.elements.compactMap { json($0) })
        case .mapping:
            return .object(
                place.members.compactMap { name, key, value in
                    guard key.scalar != nil else {
                        return refuse(
                            place.fault(was: "a member whose name is no scalar", mustBe: "named by text")
                        )
                    }
                    return json(value).map { JSONMember(name, $0) }
                }
            )
        case .alias: return refuse(place.fault(mustBe: "written out"))
        }
    }
}
