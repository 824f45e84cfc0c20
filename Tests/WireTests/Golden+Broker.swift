import Topics
import Vocabulary
import Wire

extension Golden where Message == BrokerMessage {
    private init(_ verb: String, _ head: String, _ message: BrokerMessage.Verb, body: String = "") {
        self.init(
            verb: verb,
            head: head,
            body: body,
            message: BrokerMessage(request: [1, 255], verb: message)
        )
    }

    /// One of every verb of a broker, and of every form that a head can take.
    static func broker() throws -> [Golden] {
        try sessions() + deliveries() + subscriptions() + errors
    }

    private static func sessions() throws -> [Golden] {
        [
            Golden(
                "WELCOME",
                #"{"v":1,"session":"s1","broker":"E08000031","boot":"b1","user":"wmp/niche","now":1482536400000,"max_body":262144,"pub_window":256,"max_window":512,"ping_ms":5000,"dead_ms":20000,"keys":[{"kid":"k1","alg":"Ed25519","pub":"AAAA"}],"story":true,"second_place":false}"#,
                .welcome(
                    .init(
                        session: "s1",
                        broker: try known(AuthorityCode("E08000031")),
                        boot: "b1",
                        user: try known(UserID("wmp/niche")),
                        now: Instant(milliseconds: 1_482_536_400_000),
                        keys: [.init(kid: "k1", pub: "AAAA")],
                        story: true,
                        secondPlace: false
                    )
                )
            ),
            Golden(
                "RECEIPT",
                #"{"id":"m1","seq":7,"again":true}"#,
                .receipt(
                    id: try known(MessageID("m1")),
                    sequence: LedgerSequence(7),
                    again: true,
                    body: Array(#"{"entry":{}}"#.utf8)
                ),
                body: #"{"entry":{}}"#
            ),
        ]
    }

    private static func subscriptions() throws -> [Golden] {
        let sub = try known(SubscriptionName("desk"))
        let position = BrokerMessage.Position(acked: 16, head: 18)
        return [
            Golden(
                "SUBSCRIBED",
                #"{"sub":"desk","acked":16,"head":18,"window":4}"#,
                .subscribed(sub: sub, position: position, window: 4)
            ),
            Golden(
                "ACKED",
                #"{"sub":"desk","n":[15,16],"acked":16,"head":18}"#,
                .acked(sub: sub, numbers: [15, 16], position: position)
            ),
            Golden("NACKED", #"{"sub":"desk","n":17}"#, .nacked(sub: sub, number: 17)),
            Golden("DETACHED", #"{"sub":"desk"}"#, .detached(sub: sub)),
            Golden(
                "PAGE",
                #"{"what":"inbox","next":null}"#,
                .page(what: .inbox, next: nil, body: Array("{}\n{}\n".utf8)),
                body: "{}\n{}\n"
            ),
            Golden("PAGE", #"{"what":"case","next":"500"}"#, .page(what: .case, next: "500", body: [])),
            Golden(
                "PONG",
                #"{"subs":{"a":{"acked":0,"sent":0,"head":0},"desk":{"acked":16,"sent":17,"head":18}}}"#,
                .pong([
                    sub: .init(position: position, sent: 17),
                    try known(SubscriptionName("a")): .init(position: .init(acked: 0, head: 0), sent: 0),
                ])
            ),
            Golden("PONG", #"{"subs":{}}"#, .pong([:])),
            Golden("BYE", "{}", .bye),
        ]
    }

    private static func deliveries() throws -> [Golden] {
        var deliver = BrokerMessage.Deliver(
            sub: try known(SubscriptionName("desk")),
            number: 17,
            sequence: LedgerSequence(9),
            id: try known(MessageID("m1")),
            topic: try known(Topic("police.arrest")),
            cases: [try known(CaseID("C-1042")), try known(CaseID("C-1043"))],
            accepted: Instant(milliseconds: 1_482_536_400_000),
            publisher: try known(UserID("wmp/niche")),
            why: "lead professional",
            due: Instant(milliseconds: 1_482_540_000_000),
            again: false,
            withheld: false,
            body: Array("{}".utf8)
        )
        let shown = Golden(
            "DELIVER",
            #"{"sub":"desk","n":17,"seq":9,"id":"m1","topic":"police.arrest","cases":["C-1042","C-1043"],"at":1482536400000,"by":"wmp/niche","why":"lead professional","due":1482540000000,"again":false}"#,
            .deliver(deliver),
            body: "{}"
        )
        (deliver.cases, deliver.due, deliver.again, deliver.withheld, deliver.body) = (
            [], nil, true, true, []
        )
        let withheld = Golden(
            "DELIVER",
            #"{"sub":"desk","n":17,"seq":9,"id":"m1","topic":"police.arrest","cases":[],"at":1482536400000,"by":"wmp/niche","why":"lead professional","due":null,"again":true,"withheld":true}"#,
            .deliver(deliver)
        )
        return [shown, withheld]
    }

    private static let errors: [Golden] = [
        Golden(
            "ERROR",
            #"{"code":422,"name":"SCHEMA","text":"/data: was missing; must be an object","verb":"PUBLISH","retry":"no","after_ms":0,"field":"/data"}"#,
            .error(
                WireRefusal(.schema, "/data: was missing; must be an object", verb: "PUBLISH", field: "/data")
            )
        ),
        Golden(
            "ERROR",
            #"{"code":429,"name":"SLOW_DOWN","text":"t","verb":"PUBLISH","retry":"later","after_ms":250}"#,
            .error(WireRefusal(.slowDown, "t", verb: "PUBLISH", afterMilliseconds: 250))
        ),
        Golden(
            "ERROR",
            #"{"code":451,"name":"MOVED","text":"t","verb":"FETCH","retry":"no","after_ms":0,"to":"E08000029"}"#,
            .error(WireRefusal(.moved, "t", verb: "FETCH", detail: .movedTo("E08000029")))
        ),
        Golden(
            "ERROR",
            #"{"code":505,"name":"VERSION","text":"t","verb":"","retry":"no","after_ms":0,"versions":["CC1"]}"#,
            .error(WireRefusal(.version, "t", detail: .versions(["CC1"])))
        ),
    ]
}
