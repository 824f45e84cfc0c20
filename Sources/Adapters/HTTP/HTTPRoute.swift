import HTTPTypes

/// Everything that can be asked over HTTP: the one table that requests are held against and that `/openapi.json` tells.
struct HTTPRoute: Sendable, Equatable {
    /// What a route does.
    enum Purpose: Sendable, Equatable {
        case events, processMessage, description, health, metrics
    }

    /// An answer that a route may give.
    struct Answer: Sendable, Equatable {
        let status: Int
        let type: String
        let meaning: String
    }

    let purpose: Purpose
    let method: HTTPRequest.Method
    let path: String
    let summary: String
    /// The content types that are taken; empty if there is no body.
    let takes: [String]
    let answers: [Answer]

    static let structured = "application/cloudevents+json"
    static let batch = "application/cloudevents-batch+json"
    static let json = "application/json"
    static let fhir = "application/fhir+json"
    static let problem = "application/problem+json"

    static let all = [
        HTTPRoute(
            purpose: .events,
            method: .post,
            path: "/events",
            summary:
                "Takes CloudEvents 1.0, structured, binary or as a batch, all or none; answers with their receipts.",
            takes: [structured, batch, json],
            answers: [
                Answer(status: 200, type: json, meaning: "Receipted: each event with its receipt, in order.")
            ]
                + refusals(as: problem)
        ),
        HTTPRoute(
            purpose: .processMessage,
            method: .post,
            path: "/fhir/$process-message",
            summary: "Takes a FHIR R4 message; answers with one that carries the receipts.",
            takes: [fhir, json],
            answers: [Answer(status: 200, type: fhir, meaning: "Receipted: a message that answers it.")]
                + refusals(as: fhir)
        ),
        HTTPRoute(
            purpose: .description,
            method: .get,
            path: "/openapi.json",
            summary: "This description.",
            takes: [],
            answers: [Answer(status: 200, type: json, meaning: "OpenAPI 3.1.")]
        ),
        HTTPRoute(
            purpose: .health,
            method: .get,
            path: "/health",
            summary: "Whether events are taken now.",
            takes: [],
            answers: [
                Answer(status: 200, type: json, meaning: "They are."),
                Answer(status: 503, type: json, meaning: "Too much waits for the broker."),
            ]
        ),
        HTTPRoute(
            purpose: .metrics,
            method: .get,
            path: "/metrics",
            summary: "Numbers for Prometheus, without content.",
            takes: [],
            answers: [Answer(status: 200, type: "text/plain", meaning: "The numbers.")]
        ),
    ]

    /// What anybody who sends something may be told.
    private static func refusals(as type: String) -> [Answer] {
        [
            (400, "It is not what its content type says."),
            (401, "No certificate or token that belongs to a system here."),
            (403, "This system may not publish that."),
            (409, "The id was used for something else."),
            (413, "Too long."),
            (415, "A content type that is not taken."),
            (422, "It does not fit its topic, or no rule reads it; `pointer` says where."),
            (429, "Too many requests at once; Retry-After says when."),
            (502, "The broker refuses it for a reason of its own."),
            (503, "Not now; Retry-After says when. What was stored is never told twice."),
        ].map { Answer(status: $0.0, type: type, meaning: $0.1) }
    }
}
