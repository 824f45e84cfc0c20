import JSON
import Topics
import Vocabulary
import Yams

/// One file of `Topics/`, read and checked against the topic its path names.
struct TopicFile {
    let topic: Topic
    let definitions: DefinitionsFile

    /// Reads the definition; `nil` after a fault.
    func read(_ place: YAMLPlace, _ inspection: inout Inspection) -> TopicDefinition? {
        let members = [
            "topic", "title", "owner", "purpose", "lawful-basis", "publishers", "severity", "acknowledge",
            "retention", "sees", "payload", "example",
        ]
        guard
            let file = inspection.mapping(
                place,
                required: members,
                optional: ["on-request", "always", "nameless"]
            )
        else {
            return nil
        }
        let name = inspection.value(file["topic"], mustBe: "`\(topic)`, as the file's path says") {
            Topic($0) == topic ? topic : nil
        }
        let title = inspection.text(file["title"])
        let owner = inspection.text(file["owner"])
        let purpose = inspection.text(file["purpose"])
        let basis = lawfulBasis(file["lawful-basis"], &inspection)
        let publishers = publishers(file["publishers"], &inspection)
        let acknowledgement = inspection.choice(
            file["acknowledge"],
            of: TopicDefinition.Acknowledgement.self
        )
        let retention = token(file["retention"], &inspection)
        let sight = SightFile.read(file["sees"], &inspection)
        let onRequest = roles(file["on-request"], of: sight, &inspection)
        let always = roles(file["always"], of: sight, &inspection)
        let isNameless = inspection.flag(file["nameless"]) ?? false
        let schema = schema(file["payload"], &inspection)
        let severity = severity(file["severity"], schema: schema, &inspection)
        let example = ExampleEvent(topic: topic, schema: schema).read(file["example"], &inspection)
        guard let name, let title, let owner, let purpose, let basis, let acknowledgement, let retention,
            let severity, let schema, let example
        else { return nil }
        return TopicDefinition(
            topic: name,
            title: title,
            owner: owner,
            purpose: purpose,
            lawfulBasis: basis,
            publishers: publishers,
            severity: severity,
            acknowledgement: acknowledgement,
            retention: retention,
            sees: sight.named,
            keyworker: sight.keyworker,
            active: sight.active,
            onRequest: onRequest,
            always: always,
            isNameless: isNameless,
            schema: schema,
            example: example
        )
    }

    private func lawfulBasis(_ place: YAMLPlace?, _ inspection: inout Inspection) -> LawfulBasis? {
        let basis = inspection.mapping(place, required: ["art6"], optional: ["art9", "gateway"])
        let article9 = token(basis?["art9"], &inspection)
        let gateway = token(basis?["gateway"], &inspection)
        return token(basis?["art6"], &inspection).map {
            LawfulBasis(article6: $0, article9: article9, gateway: gateway)
        }
    }

    private func token(_ place: YAMLPlace?, _ inspection: inout Inspection) -> String? {
        inspection.value(place, mustBe: "a term in a-z, 0-9 and -") { text in
            // A term is what an event may be called.
            Topic("term.\(text)") == nil ? nil : text
        }
    }

    private func publishers(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [Publisher] {
        var publishers: [Publisher] = []
        for element in inspection.list(place, atLeast: 1) {
            let publisher: Publisher? = inspection.value(
                element,
                mustBe: "a role, broker or authority, named once"
            ) {
                let publisher: Publisher? =
                    switch $0 {
                    case "broker": .broker
                    case "authority": .authority
                    case let code: Role(code).map { .role($0) }
                    }
                return publisher.flatMap { publishers.contains($0) ? nil : $0 }
            }
            if let publisher { publishers.append(publisher) }
        }
        return publishers
    }

    private func roles(
        _ place: YAMLPlace?,
        of sight: SightFile,
        _ inspection: inout Inspection
    ) -> [Role] {
        inspection.list(place).compactMap { element in
            inspection.value(element, mustBe: "a role that sees the topic") { code in
                sight.named.first { $0.role.code == code }?.role
            }
        }
    }

    private func schema(_ place: YAMLPlace?, _ inspection: inout Inspection) -> PayloadSchema? {
        guard let place, let description = inspection.json(place) else { return nil }
        do throws(SchemaFaults) {
            return try PayloadSchema(description, definitions: definitions.definitions)
        } catch {
            // References to definitions that were refused would all be faults of their own.
            guard !definitions.isFaulty else { return nil }
            inspection.note(error, in: place)
            return nil
        }
    }

    private func severity(
        _ place: YAMLPlace?,
        schema: PayloadSchema?,
        _ inspection: inout Inspection
    ) -> SeverityRules? {
        guard let mapping = inspection.mapping(place, required: ["default"], optional: ["graded-by", "when"])
        else { return nil }
        let usual = inspection.choice(mapping["default"], of: Severity.self)
        let grade = grade(mapping["graded-by"], schema: schema, &inspection)
        let rules = inspection.list(mapping["when"]).compactMap { rule(of: $0, schema: schema, &inspection) }
        return usual.map { SeverityRules(usual: $0, rules: rules, grade: grade) }
    }

    /// Where the publisher grades an event: nothing else may stand there, so that a grade is never misread.
    private func grade(
        _ place: YAMLPlace?,
        schema: PayloadSchema?,
        _ inspection: inout Inspection
    ) -> JSONPointer? {
        inspection.value(place, mustBe: "a JSON pointer to a severity of the payload") {
            guard let pointer = JSONPointer(parsing: $0) else { return nil }
            guard let schema else { return pointer }
            guard case .choice(let values)? = schema[pointer]?.content else { return nil }
            let areSeverities = values.allSatisfy { value in
                if case .string(let text) = value { Severity(rawValue: text) != nil } else { false }
            }
            return areSeverities ? pointer : nil
        }
    }

    private func rule(
        of place: YAMLPlace,
        schema: PayloadSchema?,
        _ inspection: inout Inspection
    ) -> SeverityRules.Rule? {
        guard let rule = inspection.mapping(place, required: ["field", "is", "level"]) else { return nil }
        let level = inspection.choice(rule["level"], of: Severity.self)
        let field: JSONPointer? = inspection.value(
            rule["field"],
            mustBe: "a JSON pointer to a scalar of the payload"
        ) {
            guard let pointer = JSONPointer(parsing: $0) else { return nil }
            return schema.map { $0[pointer]?.content.isScalar == true ? pointer : nil } ?? pointer
        }
        let isPlaces = rule["is"].map { $0.node.sequence == nil ? [$0] : inspection.list($0, atLeast: 1) }
        var values: [JSONValue] = []
        for place in isPlaces ?? [] {
            guard let value = inspection.json(place) else { continue }
            if let field, let shape = schema?[field], !shape.admits(value) {
                inspection.note(place.fault(mustBe: "a value that the payload's \(field) can have"))
            }
            values.append(value)
        }
        guard let field, let level else { return nil }
        return SeverityRules.Rule(field: field, values: values, level: level)
    }
}
