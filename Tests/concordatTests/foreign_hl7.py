"""Messages made with hl7apy and sent with the client of the `hl7` package; prints each answer as a line of JSON.

usage: foreign_hl7.py <port>
"""

import json
import sys

import hl7
from hl7.client import MLLPClient
from hl7apy.core import Message
from hl7apy.parser import parse_message

MOTHER = ("9992839457", "Hartley^Tasha", "19920208")
CHILD = ("9990516286", "Hartley^Esme", "20161114")


def message(structure, trigger, control, person, charset="UNICODE UTF-8"):
    made = Message(structure, version="2.5")
    made.msh.msh_3 = "PAS"
    made.msh.msh_4 = "CH"
    made.msh.msh_5 = "CONCORDAT"
    made.msh.msh_7 = "20161220120000"
    made.msh.msh_9 = f"{trigger}^{structure}"
    made.msh.msh_10 = control
    made.msh.msh_11 = "P"
    made.msh.msh_18 = charset
    return made


def fill(pid, person):
    number, name, born = person
    pid.pid_3 = f"{number}^^^NHS^NH"
    pid.pid_5 = name
    pid.pid_7 = born


def appointment(trigger, control, person, status):
    made = message("SIU_S12", trigger, control, person)
    made.sch.sch_1 = "1^PAS"
    made.sch.sch_6 = "ROUTINE"
    made.sch.sch_11 = "^^^20161219143000"
    made.sch.sch_25 = status
    patient = made.add_group("SIU_S12_PATIENT")
    fill(patient.add_segment("PID"), person)
    return made


def admission(trigger, control, person):
    made = message("ADT_A01", trigger, control, person)
    made.evn.evn_2 = "20161220115500"
    fill(made.pid, person)
    made.pv1.pv1_2 = "E"
    made.pv1.pv1_44 = "20161220113000"
    made.pv2.pv2_3 = "R^Fell from a \\T\\ sofa, Zo\u00eb's flat"
    return made


def merge(control):
    made = message("ADT_A39", "ADT^A40", control, CHILD)
    made.evn.evn_2 = "20161220115500"
    patient = made.add_group("ADT_A39_PATIENT")
    fill(patient.add_segment("PID"), CHILD)
    patient.add_segment("MRG").mrg_1 = "B-2091^^^CH^MR"
    return made


def result(control):
    made = message("ORU_R01", "ORU^R01", control, MOTHER)
    group = made.add_group("ORU_R01_PATIENT_RESULT")
    fill(group.add_group("ORU_R01_PATIENT").add_segment("PID"), MOTHER)
    order = group.add_group("ORU_R01_ORDER_OBSERVATION")
    request = order.add_segment("OBR")
    request.obr_4, request.obr_7, request.obr_25 = "UDS^Urine drug screen", "20161219", "F"
    for place, (code, value) in enumerate([("OPI", "NEG"), ("COC", "POS")], start=1):
        seen = order.add_group("ORU_R01_OBSERVATION").add_segment("OBX")
        seen.obx_1, seen.obx_2, seen.obx_3, seen.obx_11 = str(place), "ST", code, "F"
        seen.obx_5 = value
    return made


def letter(control):
    made = message("MDM_T02", "MDM^T02", control, MOTHER)
    made.evn.evn_2 = "20161220115500"
    fill(made.pid, MOTHER)
    made.txa.txa_2, made.txa.txa_4 = "ADDREV", "20161219"
    for place, line in enumerate(["Seen on 19 December.", "Reduce \\T\\ review in four weeks."], start=1):
        seen = made.add_group("MDM_T02_OBSERVATION").add_segment("OBX")
        seen.obx_1, seen.obx_2, seen.obx_3, seen.obx_5 = str(place), "TX", "TEXT", line
    return made


def main():
    unknown = appointment("SIU^S26", "H-8", MOTHER, "WHO-KNOWS")
    messages = [
        appointment("SIU^S26", "H-1", CHILD, "DNA"),
        appointment("SIU^S26", "H-2", MOTHER, "DNA"),
        appointment("SIU^S12", "H-3", MOTHER, "BOOKED"),
        admission("ADT^A04", "H-4", CHILD),
        merge("H-5"),
        result("H-6"),
        letter("H-7"),
        unknown,
        appointment("SIU^S26", "H-1", CHILD, "DNA"),
    ]
    with MLLPClient("127.0.0.1", int(sys.argv[1]), encoding="utf-8") as client:
        for made in messages:
            text = made.to_er7()
            # What we send is read by a second implementation first, so that a fault is not ours alone.
            assert hl7.parse(text).segment("MSH")[10][0] == made.msh.msh_10.to_er7()
            raw = client.send_message(text.encode("utf-8")).decode("utf-8")
            answer = hl7.parse(raw.strip("\x0b\x1c\r") + "\r")
            parse_message(raw.strip("\x0b\x1c"))
            error = answer.segments("ERR") if "ERR|" in raw else None
            print(
                json.dumps(
                    {
                        "control": str(answer.segment("MSA")[2]),
                        "code": str(answer.segment("MSA")[1]),
                        "place": str(error[0][2]) if error else "",
                        "reason": str(error[0][8]) if error else "",
                    }
                )
            )


main()
