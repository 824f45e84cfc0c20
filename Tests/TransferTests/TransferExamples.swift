/// What each topic of the catalogue gives as its example, the `data` alone, by topic.
let transferExamples: [(topic: String, data: String)] = [
    (
        "transfer.accepted",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "person":{"name":"Colin Speight","role":"TM","contact":"0121 496 0260"},\
        "conference":"2017-01-19"}
        """
    ),
    (
        "transfer.acknowledged",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":0,"from":"E08000025",\
        "to":"E08000029","person":{"name":"Ravi Menon","role":"DUTY","contact":"duty desk"},\
        "phone":"0121 496 0261"}
        """
    ),
    (
        "transfer.answered",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "answer":"On 1 December, negative. Two tests were missed since. Nobody goes on with them; we ask \
        you to.",\
        "person":{"name":"Nadia Bloom","role":"ASW","contact":"0121 496 0161"}}
        """
    ),
    (
        "transfer.cancel-requested",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "reason":"The family was offered a home in Birmingham from 6 January.",\
        "person":{"name":"Denise Okafor","role":"TM","contact":"0121 496 0160"}}
        """
    ),
    (
        "transfer.child-died",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","at":"2017-01-16T05:22:00Z","contact":{"name":"Colin Speight","role":"TM",\
        "phone":"0121 496 0260"}}
        """
    ),
    (
        "transfer.conference-booked",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "at":"2017-01-19T10:00:00Z"}
        """
    ),
    (
        "transfer.conference-held",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "outcome":"Plan goes on in Solihull, category neglect.","at":"2017-01-19T10:00:00Z",\
        "present":["CPC","TM","HV","GP","KWM"]}
        """
    ),
    (
        "transfer.core-group-booked",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "at":"2017-01-27T10:00:00Z"}
        """
    ),
    (
        "transfer.declined",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "reason":"The family returns to Birmingham on 6 January, as both landlords confirm.",\
        "person":{"name":"Colin Speight","role":"TM","contact":"0121 496 0260"}}
        """
    ),
    (
        "transfer.disputed",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "reason":"Accepted on 3 January; the conference was due on the 17th and is not held.",\
        "person":{"name":"Denise Okafor","role":"TM","contact":"0121 496 0160"}}
        """
    ),
    (
        "transfer.hold-answered",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":0,"from":"E08000025",\
        "to":"E08000029","highest":0}
        """
    ),
    (
        "transfer.hold-asked",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":0,"from":"E08000025",\
        "to":"E08000029"}
        """
    ),
    (
        "transfer.interim",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "plan":{"basis":"CP","category":"neglect",\
        "summary":"Solihull visits weekly from 5 January and answers out of hours; Birmingham keeps the \
        plan.",\
        "visits":"Weekly","services":["health-visiting"]},"person":{"name":"Colin Speight","role":"TM",\
        "contact":"0121 496 0260"}}
        """
    ),
    (
        "transfer.move-notified",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":0,"from":"E08000025",\
        "to":"E08000029","members":[{"case":"C-1042","role":"child","identifiers":[{"scheme":"nhs",\
        "value":"9990516286"}],"name":"Esme Hartley","born":"2016-11-14"}],\
        "address":{"uprn":"999900000022","lines":"Room 6 Kestrel House","postcode":"ZZ99 7QD",\
        "authority":"E08000029"},"from-date":"2016-12-21","temporary":true,\
        "contact":{"name":"Nadia Bloom","role":"ASW","phone":"0121 496 0161"},"expects":["P31"]}
        """
    ),
    (
        "transfer.offered",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","kind":"cp","plan":{"basis":"CP","category":"neglect",\
        "summary":"Weekly tests; two visits a week; no use while in charge of the child.",\
        "visits":"Twice a week by the social worker, once by the health visitor",\
        "services":["drug-testing","health-visiting"]},\
        "reason":"The family was housed in Solihull on 21 December and is not expected back.",\
        "members":[{"case":"C-1042","role":"child","identifiers":[{"scheme":"nhs",\
        "value":"9990516286"}],"name":"Esme Hartley","born":"2016-11-14"}],\
        "inventory":[{"kind":"clock","ref":"T12","started":"2016-09-28","due":"2016-12-28",\
        "note":"First review held on 13 December"},{"kind":"expected","ref":"P31",\
        "topic":"safety.interim-plan","started":"2016-12-22T10:00:00Z","due":"2016-12-23T17:00:00Z",\
        "owner":"Nadia Bloom"},{"kind":"meeting","ref":"core-group-4","started":"2017-01-09",\
        "owner":"Nadia Bloom"}],"pack":[{"kind":"chronology",\
        "digest":"df99a08eaef7c02c67682edfac8de73dcb6c20025fcb0768c07ed589965a8daa"},{"kind":"plan",\
        "digest":"dae27803899a6be92b31cce49c11fcdc5dd78498568ce88e8edae8656e30a6ac"}]}
        """
    ),
    (
        "transfer.pack",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "kind":"chronology",\
        "digest":"df99a08eaef7c02c67682edfac8de73dcb6c20025fcb0768c07ed589965a8daa",\
        "content":"Chronology of C-1042 to 29 December 2016."}
        """
    ),
    (
        "transfer.queried",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "question":"When was the last test, and who goes on with them from 9 January?",\
        "person":{"name":"Colin Speight","role":"TM","contact":"0121 496 0260"}}
        """
    ),
    (
        "transfer.received",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538"}
        """
    ),
    (
        "transfer.released",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "acceptance":"5c60ac49d3fa17b350e7d46b1a19e07cdb6a7637c605f19a59645c3555832081",\
        "person":{"name":"Nadia Bloom","role":"ASW","contact":"0121 496 0161"},\
        "inventory":[{"kind":"concern","ref":"0b6f8f0e-5f41-4d8e-a9a5-3c6f4c2f7a10",\
        "topic":"substance.programme-stopped","started":"2017-01-05T16:00:00Z"},{"kind":"clock",\
        "ref":"T13","started":"2016-12-13","due":"2017-06-13"}],"through":218,\
        "coming":[{"source":"urn:concordat:E08000025:wmp:niche",\
        "id":"5b1a1f7e-93f0-4f3c-8a55-7a1b9a0c2d11"}]}
        """
    ),
    (
        "transfer.services-matched",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "services":[{"service":"health-visiting","origin":"Linda Croft, Birmingham",\
        "receiving":"Meera Joshi, Solihull","start":"2017-01-04"},{"service":"drug-testing",\
        "origin":"Femi Adair, Birmingham"}]}
        """
    ),
    (
        "transfer.settled",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "release":"b718677faa790067f1ce45f5a891dbddaf811139661c6c57e513c1056cb072a3"}
        """
    ),
    (
        "transfer.stay-ended",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "outcome":"permanent","person":{"name":"Nadia Bloom","role":"ASW","contact":"0121 496 0161"}}
        """
    ),
    (
        "transfer.visit-plan",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "visits":[{"by":"Nadia Bloom","authority":"E08000025","true":"2017-01-02",\
        "purpose":"Plan visit"},{"by":"Ravi Menon","authority":"E08000029","true":"2017-01-05",\
        "purpose":"Plan visit"},{"by":"Nadia Bloom","authority":"E08000025","true":"2017-01-09",\
        "purpose":"Joint visit"}]}
        """
    ),
    (
        "transfer.waiver-agreed",
        """
        {"transfer":"TR-E08000025-2016-0117","lineage":"L-E08000025-1042","epoch":1,"from":"E08000025",\
        "to":"E08000029","offer":"b3e3f401b8a6f4afb71e40905a869ddda6daa463d60e89fef0da0fbe8bab1538",\
        "person":{"name":"Denise Okafor","role":"TM","contact":"0121 496 0160"},\
        "reason":"The chair is ill; plan and workers are in place in Solihull since 5 January."}
        """
    ),
]
