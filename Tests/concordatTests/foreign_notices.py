"""Reads what the outward adapter sent with other people's readers; prints what it found as JSON.

usage: foreign_notices.py <folder> <secret> <calendar address>
"""

import email
import email.policy
import hashlib
import hmac
import json
import sys
import urllib.request

import icalendar
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.parameters import Parameters

FOLDER, SECRET, CALENDAR = sys.argv[1:4]


def rows(name):
    with open(f"{FOLDER}/{name}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


mails = rows("mails")
mail = email.message_from_string(mails[0]["text"], policy=email.policy.default)
hooks = rows("hooks")
for hook in hooks:
    signed = f"{hook['timestamp']}.{hook['body']}".encode()
    assert hook["signature"] == "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
fhir = Bundle.model_validate_json([hook for hook in hooks if hook["path"] == "/fhir"][-1]["body"])
status = fhir.entry[0].resource
assert isinstance(status, Parameters) and fhir.type == "history" and len(fhir.entry) == 1
with urllib.request.urlopen(CALENDAR) as answer:
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.read())
events = calendar.walk("VEVENT")
print(
    json.dumps(
        {
            "mails": len(mails),
            "tls": mails[0]["tls"],
            "to": mails[0]["to"],
            "subject": mail["Subject"],
            "body": mail.get_content(),
            "answers": [[hook["path"], hook["answered"]] for hook in hooks],
            "ids": len({hook["id"] for hook in hooks}),
            "json": json.loads([hook for hook in hooks if hook["path"] == "/json"][-1]["body"])["count"],
            "fhir": [part.name for part in status.parameter],
            "events": [str(event["SUMMARY"]) for event in events],
            "all": json.dumps(mails) + json.dumps(hooks) + calendar.to_ical().decode(),
        }
    )
)
