import JSON
import Vocabulary

/// A notification of a FHIR R4 subscription (the R4 backport of topic-based subscriptions), with the content "empty".
enum SubscriptionNotification {
    static func bundle(_ notice: WaitingNotice) -> JSONValue {
        let status: JSONValue = [
            "resourceType": "Parameters", "id": .string(notice.id.text),
            "meta": [
                "profile": [
                    "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4"
                ]
            ],
            "parameter": [
                [
                    "name": "subscription",
                    "valueReference": ["reference": .string("urn:concordat:waiting:" + notice.staff.text)],
                ],
                ["name": "topic", "valueCanonical": "urn:concordat:topic:waiting"],
                ["name": "status", "valueCode": "active"],
                ["name": "type", "valueCode": "event-notification"],
                [
                    "name": "notification-event",
                    "part": [
                        [
                            "name": "event-number",
                            "valueString": .string(String(notice.items.map(\.sequence).max() ?? 0)),
                        ],
                        ["name": "timestamp", "valueInstant": .string(LondonTime.rfc3339(notice.at))],
                    ],
                ],
            ],
        ]
        return [
            "resourceType": "Bundle", "type": "history", "timestamp": .string(LondonTime.rfc3339(notice.at)),
            "entry": [
                [
                    "fullUrl": .string("urn:uuid:" + notice.id.text), "resource": status,
                    "request": ["method": "GET", "url": "Subscription/waiting/$status"],
                    "response": ["status": "200"],
                ]
            ],
        ]
    }
}
