import Topics
import Vocabulary
import Wire

private let digest = String(repeating: "0a", count: 32)

extension Golden where Message == ClientMessage {
    private init(_ verb: String, _ head: String, _ message: ClientMessage.Verb, body: String = "") {
        self.init(
            verb: verb,
            head: head,
            body: body,
            message: ClientMessage(request: [1, 255], verb: message)
        )
    }

    /// One of every verb of a client, and of every form that a head can take.
    static func client() throws -> [Golden] {
        let sub = try known(SubscriptionName("desk"))
        var pack = ClientMessage.Fetch(.pack)
        pack.caseID = CaseID("C-1042")
        var everything = ClientMessage.Fetch(.chronology, limit: 50)
        everything.person = StaffID("bhm-csc/nadia.bloom")
        everything.all = true
        everything.caseID = CaseID("C-1042")
        everything.agency = AgencyID("wmp")
        everything.knownOn = Instant(milliseconds: 1_507_939_200_000)
        everything.transfer = TransferID("T-1")
        everything.sequence = LedgerSequence(7)
        everything.id = MessageID("m1")
        everything.from = 3
        everything.to = 9
        everything.newestFirst = true
        everything.after = "120"
        return [
            Golden("HELLO", #"{"v":[1],"agent":"py/1"}"#, .hello(agent: "py/1")),
            Golden(
                "PUBLISH",
                #"{"id":"m1","topic":"police.arrest","sha256":"\#(digest)"}"#,
                .publish(
                    .init(
                        id: try known(MessageID("m1")),
                        topic: try known(Topic("police.arrest")),
                        sha256: try known(Digest(hex: digest)),
                        body: Array(#"{"specversion":"1.0"}"#.utf8)
                    )
                ),
                body: #"{"specversion":"1.0"}"#
            ),
            try subscribe(#""now""#, .now),
            try subscribe(#""start""#, .start),
            try subscribe("9007199254740991", .sequence(LedgerSequence(9_007_199_254_740_991))),
            Golden("ACK", #"{"sub":"desk","n":[17,18]}"#, .ack(sub: sub, numbers: [17, 18])),
            Golden(
                "NACK",
                #"{"sub":"desk","n":17,"why":"no \"schema\"","after_ms":5000}"#,
                .nack(sub: sub, number: 17, why: #"no "schema""#, afterMilliseconds: 5000)
            ),
            Golden("DETACH", #"{"sub":"desk"}"#, .detach(sub: sub)),
            Golden("FETCH", #"{"what":"duty","limit":500}"#, .fetch(.init(.duty))),
            caseload,
            Golden("FETCH", #"{"what":"pack","case":"C-1042","limit":500}"#, .fetch(pack)),
            Golden("FETCH", #"{"what":"status","limit":500}"#, .fetch(.init(.status))),
            Golden("FETCH", #"{"what":"lateness","limit":500}"#, .fetch(.init(.lateness))),
            Golden(
                "FETCH",
                #"{"what":"chronology","person":"bhm-csc/nadia.bloom","state":"all","case":"C-1042","agency":"wmp","known-on":1507939200000,"transfer":"T-1","seq":7,"id":"m1","from":3,"to":9,"order":"newest","limit":50,"after":"120"}"#,
                .fetch(everything)
            ),
            Golden("PING", "{}", .ping),
            Golden("BYE", "{}", .bye),
        ]
    }

    private static var caseload: Golden {
        var fetch = ClientMessage.Fetch(.caseload)
        fetch.person = StaffID("bhm-csc/nadia.bloom")
        return Golden(
            "FETCH",
            #"{"what":"caseload","person":"bhm-csc/nadia.bloom","limit":500}"#,
            .fetch(fetch)
        )
    }

    private static func subscribe(_ from: String, _ start: ClientMessage.Subscribe.Start) throws -> Golden {
        Golden(
            "SUBSCRIBE",
            #"{"sub":"desk","topics":["case.E08000031.C-1042.>","police.*"],"window":16,"from":\#(from)}"#,
            .subscribe(
                .init(
                    sub: try known(SubscriptionName("desk")),
                    topics: [
                        try known(TopicPattern("case.E08000031.C-1042.>")),
                        try known(TopicPattern("police.*")),
                    ],
                    window: 16,
                    from: start
                )
            )
        )
    }
}
