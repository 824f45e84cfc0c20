"""Events made with `cloudevents` and messages made with `fhir.resources`, sent to the HTTP adapter; prints each answer.

usage: foreign_http.py <base> <token> [<ca.pem> <client.pem> <client.key>]
"""

import base64
import json
import ssl
import sys
import urllib.error
import urllib.request
from datetime import datetime, timezone

from cloudevents.core.bindings.http import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.operationoutcome import OperationOutcome

BASE, TOKEN = sys.argv[1], sys.argv[2]
TLS = None
if len(sys.argv) > 3:
    TLS = ssl.create_default_context(cafile=sys.argv[3])
    TLS.load_cert_chain(sys.argv[4], sys.argv[5])


def post(path, headers, body):
    headers = dict(headers)
    if TOKEN:
        headers["Authorization"] = "Bearer " + TOKEN
    request = urllib.request.Request(BASE + path, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, context=TLS) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def event(number, seen=True):
    return CloudEvent(
        attributes={
            "id": f"visit/{number}",
            "source": "https://emr.example/practice",
            "type": "health.contact.v1",
            "time": datetime(2016, 12, 20, 10, number, tzinfo=timezone.utc),
            "datacontenttype": "application/json",
            "lawfulbasis": "children-act-2004-s11",
        },
        data={
            "people": [{"role": "child", "identifiers": [{"scheme": "nhs", "value": "9990516286"}]}],
            "contact-type": "surgery",
            "child-seen": seen,
            "notes": "Zo\u00eb's first visit",
        },
    )


def seconds(message):
    body = message.body if isinstance(message.body, bytes) else message.body.encode()
    return message.headers, body


def appointment(message, patient, born, number):
    return Bundle.model_validate(
        {
            "resourceType": "Bundle",
            "type": "message",
            "entry": [
                {
                    "fullUrl": "urn:uuid:11111111-0000-4000-8000-000000000001",
                    "resource": {
                        "resourceType": "MessageHeader",
                        "id": message,
                        "eventCoding": {"system": "https://example.org/events", "code": "appointment-noshow"},
                        "source": {"endpoint": "https://hospital.example/fhir"},
                        "focus": [{"reference": "urn:uuid:11111111-0000-4000-8000-000000000002"}],
                    },
                },
                {
                    "fullUrl": "urn:uuid:11111111-0000-4000-8000-000000000002",
                    "resource": {
                        "resourceType": "Appointment",
                        "status": "noshow",
                        "start": "2016-12-19T14:30:00Z",
                        "description": "Growth clinic",
                        "participant": [
                            {"actor": {"reference": "urn:uuid:11111111-0000-4000-8000-000000000003"}, "status": "accepted"}
                        ],
                    },
                },
                {
                    "fullUrl": "urn:uuid:11111111-0000-4000-8000-000000000003",
                    "resource": {
                        "resourceType": "Patient",
                        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}],
                        "name": [{"family": "Hartley", "given": [patient]}],
                        "birthDate": born,
                    },
                },
            ],
        }
    )


def main():
    rows = []
    for message in [to_structured(event(1), JSONFormat()), to_binary(event(2), JSONFormat()), to_structured(event(1), JSONFormat())]:
        status, answer = post("/events", *seconds(message))
        receipt = answer["receipts"][0]
        assert receipt["receipt"]["entry"]["id"] == receipt["published"], receipt
        rows.append([status, receipt["id"], receipt["seq"]])
    batch = [json.loads(seconds(to_structured(event(number), JSONFormat()))[1]) for number in (3, 4)]
    status, answer = post(
        "/events", {"Content-Type": "application/cloudevents-batch+json"}, json.dumps(batch).encode()
    )
    rows.append([status, [row["id"] for row in answer["receipts"]]])
    status, answer = post("/events", *seconds(to_structured(event(5, seen="perhaps"), JSONFormat())))
    rows.append([status, answer["pointer"]])

    def message(made):
        return post("/fhir/$process-message", {"Content-Type": "application/fhir+json"}, made.model_dump_json().encode())

    for made in [
        appointment("m-1", "Esme", "2016-11-14", "9990516286"),
        appointment("m-2", "Tasha", "1992-02-08", "9992839457"),
        appointment("m-1", "Esme", "2016-11-14", "9990516286"),
    ]:
        status, answer = message(made)
        bundle = Bundle.model_validate(answer)
        header, outcome, binary = (entry.resource for entry in bundle.entry)
        receipt = json.loads(base64.b64decode(answer["entry"][2]["resource"]["data"]))
        assert binary.contentType == "application/json" and outcome.issue[0].code == "informational"
        rows.append([status, header.response.identifier, header.response.code, receipt["entry"]["topic"], receipt["entry"]["seq"]])
    status, answer = message(appointment("m-3", "Esme", "2016-11-14", "9990516287"))
    outcome = OperationOutcome.model_validate(answer)
    rows.append([status, outcome.issue[0].code, outcome.issue[0].expression[0]])
    for row in rows:
        print(json.dumps(row))


main()
