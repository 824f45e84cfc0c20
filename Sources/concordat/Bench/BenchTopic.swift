/// The topics of the bench, which the measured broker has beside the real ones.
enum BenchTopic {
    /// Each file's name without its ending, and its text.
    static let files = [("notice", notice), ("concern", concern)]

    private static let notice = """
        topic: bench.notice
        title: Notice of a bench
        owner: Bench
        purpose: Measure what a broker carries.
        lawful-basis: {art6: public-task}
        publishers: [PPU]
        severity:
          default: S4
        acknowledge: none
        retention: child-protection
        sees: {PPU: full, DUTY: full}
        payload:
          type: object
          required: [reference, grade, count, text]
          additionalProperties: false
          properties:
            reference: {type: string, maxLength: 64, audience: summary}
            grade: {enum: [standard, medium, high], audience: alert}
            count: {type: integer, minimum: 1, maximum: 100, audience: summary}
            text: {type: string, maxLength: 4000, audience: full}
        example:
          specversion: "1.0"
          id: 7b0bbd61-0a0d-4a44-9c1b-3a3c5d0f1f01
          source: urn:concordat:E08000025:bench:publisher
          type: bench.notice.v1
          subject: ""
          time: 2026-10-05T09:00:00Z
          datacontenttype: application/json
          data: {reference: "20BE-118903-16", grade: medium, count: 3, text: Nothing happened.}

        """

    private static let concern = """
        topic: bench.concern
        title: Concern of a bench
        owner: Bench
        purpose: Measure what routing costs.
        lawful-basis: {art6: public-task}
        publishers: [PPU]
        severity:
          default: S3
        acknowledge: standard
        retention: child-protection
        sees: {LP: full, PPU: full, DUTY: full}
        payload:
          type: object
          required: [people, grade, text]
          additionalProperties: false
          properties:
            people: {type: array, minItems: 1, maxItems: 40, items: {$ref: "#/$defs/person"}, audience: summary}
            grade: {enum: [standard, medium, high], audience: alert}
            text: {type: string, maxLength: 4000, audience: full}
        example:
          specversion: "1.0"
          id: 7b0bbd61-0a0d-4a44-9c1b-3a3c5d0f1f02
          source: urn:concordat:E08000025:bench:publisher
          type: bench.concern.v1
          subject: ""
          time: 2026-10-05T09:00:00Z
          datacontenttype: application/json
          data: {people: [{role: child, identifiers: [{scheme: bench, value: P-1}]}], grade: medium, text: Nothing.}

        """
}
