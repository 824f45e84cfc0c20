import JSON
import Testing
import Vocabulary

@testable import Console

/// Rows such as a broker sends, with words of the test's choosing in every member that somebody wrote.
enum ConsoleRows {
    static func desk(_ words: String = "Shouting in the kitchen") -> FakeDesk {
        FakeDesk { question throws(DeskRefusal) in
            switch question.subject {
            case .inbox: sheet(inbox(words))
            case .caseload: sheet(load(words))
            case .caseFile(let id): sheet(file(id, words))
            case .story: sheet(entry(7, words), entry(8, words))
            case .explanation: sheet(explanation(words))
            case .duty:
                sheet(
                    duty("unallocated", words),
                    duty("climbing", words),
                    duty("probable-match", words),
                    silent(words)
                )
            case .transfers: sheet(transfer(words))
            case .transferWords: sheet()
            case .pack: sheet(#"{"section":"meeting","seq":5,"case":"C-1","state":"convened"}"#, pack(words))
            case .lateness:
                sheet(
                    #"{"agency":"wmp","count":3,"event-to-accepted":{"median":60000,"p90":120000,"worst":7200000}}"#
                )
            case .status:
                sheet(#"{"status":"ok","entries":9,"now":1480932000000,"second-place":true,"faults":[]}"#)
            case .checkpoint: sheet("{\"checkpoint\":\(quoted(words))}")
            case .instants, .receipt, .proof: sheet(#"{"seq":7,"event":1480932000000}"#)
            }
        }
    }

    /// The words as JSON.
    static func quoted(_ words: String) -> String {
        String(decoding: JSONValue.string(words).serialized(), as: UTF8.self)
    }

    private static func data(_ words: String) -> String {
        let said = quoted(words)
        return """
            {"people":[{"role":"mother","name":\(said),"born":"1992-02-08","identifiers":[{"scheme":"nhs","value":"1"}]},\
            {"role":"child","name":\(said),"born":"2016-11-14","identifiers":[{"scheme":"nhs","value":"2"}]}],\
            "narrative":\(said),"nested":{"deep":[\(said),{"deeper":\(said)}]},\
            "contact":{"name":\(said),"role":\(said),"phone":\(said)}}
            """
    }

    private static func inbox(_ words: String) -> String {
        """
        {"seq":7,"id":"m-7","at":1480930000000,"topic":"police.domestic-incident","severity":"S2","cases":["C-1"],\
        "why":"lead-professional","due":1480940000000,"state":"waiting","rung":1,"from":"wmp/niche",\
        "recalled":\(quoted(words)),"data":\(data(words))}
        """
    }

    static func entry(_ sequence: Int, _ words: String, at milliseconds: Int64 = 1_480_900_000_000) -> String
    {
        """
        {"seq":\(sequence),"id":"m-\(sequence)","time":\(milliseconds),"recorded":null,"accepted":\(milliseconds + 90_000_000),\
        "from":"wmp/niche","topic":"police.domestic-incident","severity":"S2","cases":["C-1"],"data":\(data(words)),\
        "told":[{"agency":"bhm-csc","who":"bhm-csc/nadia.bloom","role":"ASW","why":"lead-professional","at":1,"due":2,\
        "delivered":3,"opened":null,"acknowledged":4,"decision":\(quoted(words))}],"milestones":[{"transfer":"T","step":\(quoted(words))}]}
        """
    }

    private static func file(_ id: CaseID, _ words: String) -> String {
        let said = quoted(words)
        return """
            {"case":"\(id)","status":"open","legal-basis":"CP","lead":"bhm-csc/nadia.bloom","lead-role":"ASW","team":[],\
            "children":["P-1"],"to-answer":[{"seq":7,"severity":"S2","owner":"bhm-csc/nadia.bloom","due":1480940000000}],\
            "clocks":[{"clock":"T15","title":\(said),"started-by":7,"since":1,"due":2,"breached":true}],\
            "holds":[{"hold":3,"event":"e-3","change":\(said),"rule":"P15","reasons":[\(said)],"may-override":["HOS"],"since":1}],\
            "patterns":[{"pattern":"P09","title":\(said),"about":"P-1","severity":"S2","causes":[7,99],"at":5}],\
            "expected":[{"what":\(said),"from-role":"HV","due":5,"if-missed":[]}],\
            "windows":[{"window":\(said),"from":"2016-12-20","to":"2017-01-03"}],"meetings":[]}
            """
    }

    private static func load(_ words: String) -> String {
        """
        {"case":"C-1","roles":[{"role":"ASW","from":1480930000000,"for":\(quoted(words))}],"legal-basis":\(quoted(words)),\
        "children":["P-1"],"due":5,"to-answer":1,"answer-due":5,"clock":"T15","clock-title":\(quoted(words)),"clock-due":6}
        """
    }

    private static func explanation(_ words: String) -> String {
        """
        {"case":"C-1","role":"ASW","recipient":"bhm-csc/nadia.bloom","detail":"full","rule":"x","due":5,"why":\(quoted(words))}
        """
    }

    private static func duty(_ kind: String, _ words: String) -> String {
        """
        {"kind":"\(kind)","seq":7,"case":"C-1","since":5,"due":6,"owner":null,"owner-role":null,"title":\(quoted(words)),\
        "person":"P-9","candidates":[{"person":"P-1","because":[\(quoted(words))]}],"rung":2}
        """
    }

    private static func silent(_ words: String) -> String {
        """
        {"kind":"silent","seq":9,"case":null,"since":5,"due":null,"owner":null,"owner-role":null,"system":\(quoted(words)),\
        "contact":{"name":\(quoted(words)),"phone":\(quoted(words)),"hours":\(quoted(words))}}
        """
    }

    private static func transfer(_ words: String) -> String {
        """
        {"transfer":"T-1","lineage":"L-1","from":"E08000029","to":"E08000025","epoch":1,"here":"received","there":"offered",\
        "holders":["E08000029"],"cases":["C-1"],"offer":"ab","acceptance":null,"through":0,"coming":[],\
        "milestones":[{"what":\(quoted(words)),"at":5,"seq":3,"date":\(quoted(words))}],"missing":[\(quoted(words))],"in-doubt":false}
        """
    }

    private static func pack(_ words: String) -> String {
        "{\"section\":\(quoted(words)),\"seq\":5,\"what\":\(quoted(words))}"
    }
}
