import JSON
import Vocabulary

/// Turns the description of a schema into a ``Shape``, collecting all that it must refuse.
///
/// The subset of JSON Schema 2020-12: every schema says `type`, `enum`, `const` or `$ref`; a keyword that could have no
/// effect on that type is refused, as is every other keyword. Definitions are expanded where they are used, because
/// who sees a field depends on what it stands in.
struct SchemaCompiler {
    /// What a schema inherits from where it stands.
    struct Surroundings {
        /// Who sees what does not say otherwise.
        var audience: Audience
        /// The least detail in which the container is seen: a part declared wider than that would have no effect.
        var containerDetail: Detail?
        /// How many containers enclose it in `data`.
        var depth: Int

        /// Nothing around it.
        static let none = Surroundings(audience: .detail(.full), containerDetail: nil, depth: 0)
    }

    /// An event nests at most 8 containers, of which the event itself is one.
    static let deepest = 7

    let definitions: SchemaDefinitions
    private(set) var faults: [SchemaFault] = []
    private(set) var definitionsUsed: Set<String> = []
    /// The definitions that the schema at hand is part of.
    private var enclosing: [String]
    private let isTakingDefinitions: Bool

    /// Starts on a payload, or on the definition of a name.
    init(definitions: SchemaDefinitions, definition: String? = nil) {
        self.definitions = definitions
        enclosing = definition.map { [$0] } ?? []
        isTakingDefinitions = definition != nil
    }

    /// The shape that a description stands for, or `nil` after a fault.
    mutating func shape(
        _ description: JSONValue,
        at pointer: JSONPointer,
        in surroundings: Surroundings = .none
    ) -> Shape? {
        guard case .object(let members) = description else {
            return refuse(pointer, was: description.phrase, mustBe: "a schema, which is a mapping")
        }
        let keywords = SchemaKeywords(members: members, pointer: pointer)
        guard keywords["$ref"] == nil else { return referred(keywords, in: surroundings) }
        let audience = audience(keywords, in: surroundings) ?? surroundings.audience
        let isRoot = surroundings.depth == 0 && enclosing.isEmpty
        let inner = Surroundings(
            audience: audience,
            containerDetail: isRoot ? nil : audience.leastDetail,
            depth: surroundings.depth + 1
        )
        guard let content = content(keywords, within: inner) else { return nil }
        return Shape(
            content,
            audience: audience,
            identifies: identifies(keywords, content: content),
            title: text(keywords, "title"),
            explanation: text(keywords, "description")
        )
    }

    /// Notes a fault; returns `nil` so that callers can return it.
    @discardableResult
    mutating func refuse<Result>(
        _ pointer: JSONPointer,
        was: String,
        mustBe: String,
        instead: Result? = nil
    ) -> Result? {
        let fault = SchemaFault(pointer: pointer, was: was, mustBe: mustBe)
        if !faults.contains(fault) { faults.append(fault) }
        return instead
    }

    /// Notes every keyword that could have no effect here.
    mutating func refuseOthers(than allowed: [String], in keywords: SchemaKeywords) {
        let allowed = allowed + SchemaKeywords.everywhere
        for member in keywords.members where !allowed.contains(member.key) {
            let place = keywords.pointer.appending(member.key)
            note(place, was: "`\(member.key)`", mustBe: "one of " + allowed.joined(separator: ", "))
        }
    }

    /// Notes a fault where a value can be had all the same.
    mutating func note(_ pointer: JSONPointer, was: String, mustBe: String) {
        let _: Never? = refuse(pointer, was: was, mustBe: mustBe)
    }

    /// Expands a definition where it is used; who sees it is said there, or else by the definition.
    private mutating func referred(_ keywords: SchemaKeywords, in surroundings: Surroundings) -> Shape? {
        let pointer = keywords.pointer.appending("$ref")
        refuseOthers(than: ["$ref"], in: keywords)
        let audience = audience(keywords, in: surroundings)
        let prefix = "#/$defs/"
        guard case .string(let target)? = keywords["$ref"], target.hasPrefix(prefix) else {
            let was = keywords["$ref"]?.phrase ?? "absent"
            return refuse(pointer, was: was, mustBe: "#/$defs/ and the name of a definition")
        }
        let name = String(target.dropFirst(prefix.count))
        guard let definition = definitions[name] else {
            let names = definitions.names.joined(separator: ", ")
            return refuse(pointer, was: "`\(name)`", mustBe: "a definition (there are: \(names))")
        }
        guard !enclosing.contains(name) else {
            return refuse(pointer, was: "`\(name)`", mustBe: "a definition that does not contain this one")
        }
        definitionsUsed.insert(name)
        enclosing.append(name)
        defer { enclosing.removeLast() }
        let known = faults.count
        let inherited = Surroundings(
            audience: audience ?? surroundings.audience,
            containerDetail: nil,
            depth: surroundings.depth
        )
        let shape = shape(definition, at: JSONPointer([name]), in: inherited)
        if faults.count > known, !isTakingDefinitions {
            // The definition compiles by itself, so only its place can be at fault.
            faults.removeSubrange(known...)
            return refuse(pointer, was: "`\(name)`, too deep here", mustBe: Self.depthPhrase)
        }
        return shape?.used(
            audience: audience,
            title: text(keywords, "title"),
            explanation: text(keywords, "description")
        )
    }

    static let depthPhrase = "within \(deepest) containers, counting `data`"

    /// Whether parts may be declared wider than their container, which a definition cannot know.
    var isInDefinition: Bool { !enclosing.isEmpty }
}

extension Shape {
    /// The same shape as it is used in one place, which may say more of it.
    func used(audience: Audience?, title: String?, explanation: String?) -> Shape {
        Shape(
            content,
            audience: audience ?? self.audience,
            identifies: identifies,
            title: title ?? self.title,
            explanation: explanation ?? self.explanation
        )
    }
}
