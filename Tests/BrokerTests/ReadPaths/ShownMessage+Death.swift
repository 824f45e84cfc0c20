extension ShownMessage {
    /// The death of the child of C-1042, which almost every role is told of in full.
    static let death = ShownMessage(
        said: Said(
            "death.child",
            id: "11111111-0000-4000-8000-000000000003",
            event: """
                {"specversion":"1.0","id":"11111111-0000-4000-8000-000000000003",\
                "source":"urn:concordat:E08000025:bhm-ed:emergency","type":"death.child.v1","subject":"",\
                "time":"2018-06-05T23:40:00Z","datacontenttype":"application/json","vendornote":"Beat 7","data":{\
                "people":[{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
                "name":"Esme Hartley"}],"died":"2018-06-05T23:10:00Z","place":"Resus","suspicious":true,\
                "findings":"Old fractures","other-children":"none"}}
                """
        ),
        head: """
            "seq":17,"id":"11111111-0000-4000-8000-000000000003","topic":"death.child","cases":["C-1042"],\
            "at":1528275600000,"by":"bhm-ed/emergency",
            """,
        event: """
            {"specversion":"1.0","id":"11111111-0000-4000-8000-000000000003",\
            "source":"urn:concordat:E08000025:bhm-ed:emergency","type":"death.child.v1","subject":"",\
            "time":"2018-06-05T23:40:00Z","datacontenttype":"application/json",‹note›"data":‹data›}
            """,
        onCase: #","concernlevel":"S1""#,
        row: """
            {"seq":17,"id":"11111111-0000-4000-8000-000000000003","time":1528242000000,"recorded":null,\
            "accepted":1528275600000,"from":"bhm-ed/emergency","topic":"death.child","severity":"S1",\
            "cases":["C-1042"],"data":‹data›,"told":[\
            {"agency":"bhm-csc","who":"bhm-csc/nadia.bloom","role":"ASW","why":"lead-professional",\
            "at":1528275600000,"due":1528279200000,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-csc","who":"bhm-csc/tess.ward","role":"TM","why":"team-manager",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-cc","who":"bhm-cc/carol.finch","role":"CC","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-gp","who":"bhm-gp/sam.iqbal","role":"GP","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-homes","who":"bhm-homes/lee.moss","role":"HOUS","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-hv","who":"bhm-hv/linda.okafor","role":"HV","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null}],\
            "milestones":[]}
            """,
        text: """
            2018-06-06 00:40  death.child  S1  from bhm-ed/emergency  #17
            ‹lines›
                told bhm-csc/nadia.bloom as ASW (lead-professional), due 2018-06-06 11:00, not acknowledged
                told bhm-csc/tess.ward as TM (team-manager)
                told bhm-cc/carol.finch as CC (active-on-case)
                told bhm-gp/sam.iqbal as GP (active-on-case)
                told bhm-homes/lee.moss as HOUS (active-on-case)
                told bhm-hv/linda.okafor as HV (active-on-case)
            """,
        cells: """
            17,2018-06-06T00:40:00+01:00,,2018-06-06T10:00:00+01:00,bhm-ed/emergency,death.child,S1,C-1042,‹data›
            """,
        told: [
            """
            bhm-csc,bhm-csc/nadia.bloom,ASW,lead-professional,2018-06-06T10:00:00+01:00,\
            2018-06-06T11:00:00+01:00,,,,
            """,
            "bhm-csc,bhm-csc/tess.ward,TM,team-manager,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-cc,bhm-cc/carol.finch,CC,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-gp,bhm-gp/sam.iqbal,GP,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-homes,bhm-homes/lee.moss,HOUS,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-hv,bhm-hv/linda.okafor,HV,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
        ],
        explanation: """
            {"case":"C-1042","role":"ASW","recipient":"bhm-csc/nadia.bloom","detail":"full",\
            "rule":"lead-professional","due":1528279200000,"why":"bhm-csc/nadia.bloom (ASW) is told in full, \
            because they are the allocated social worker (lead-professional); case C-1042, because it is the case \
            of P-2-1"}
            {"case":"C-1042","role":"TM","recipient":"bhm-csc/tess.ward","detail":"full",\
            "rule":"team-manager","due":null,"why":"bhm-csc/tess.ward (TM) is told in full, \
            because the topic's policy tells the team manager (team-manager); case C-1042, because it is the case \
            of P-2-1"}
            {"case":"C-1042","role":"CC","recipient":"bhm-cc/carol.finch","detail":"full",\
            "rule":"active-on-case","due":null,"why":"bhm-cc/carol.finch (CC) is told in full, because they work \
            on the case in a role that the topic's policy names (active-on-case); case C-1042, because it is the \
            case of P-2-1"}
            {"case":"C-1042","role":"GP","recipient":"bhm-gp/sam.iqbal","detail":"full",\
            "rule":"active-on-case","due":null,"why":"bhm-gp/sam.iqbal (GP) is told in full, because they work \
            on the case in a role that the topic's policy names (active-on-case); case C-1042, because it is the \
            case of P-2-1"}
            {"case":"C-1042","role":"HOUS","recipient":"bhm-homes/lee.moss","detail":"full",\
            "rule":"active-on-case","due":null,"why":"bhm-homes/lee.moss (HOUS) is told in full, because they work \
            on the case in a role that the topic's policy names (active-on-case); case C-1042, because it is the \
            case of P-2-1"}
            {"case":"C-1042","role":"HV","recipient":"bhm-hv/linda.okafor","detail":"full",\
            "rule":"active-on-case","due":null,"why":"bhm-hv/linda.okafor (HV) is told in full, because they work \
            on the case in a role that the topic's policy names (active-on-case); case C-1042, because it is the \
            case of P-2-1"}
            {"case":"C-1042","role":"HOS","recipient":null,"detail":null,"rule":"nobody-in-role",\
            "why-not":"HOS, filled by nobody, is not told, because the register knows nobody in this role \
            (nobody-in-role); case C-1042"}
            {"case":"C-1042","role":"SGP","recipient":null,"detail":null,"rule":"nobody-in-role",\
            "why-not":"SGP, filled by nobody, is not told, because the register knows nobody in this role \
            (nobody-in-role); case C-1042"}

            """
    )
}

extension ShownMessage.View {
    /// In full, and a role that findings are for.
    static let deathFindings = Self(
        data: """
            {"people":[{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
            "name":"Esme Hartley"}],"died":"2018-06-05T23:10:00Z","place":"Resus","suspicious":true,\
            "findings":"Old fractures","other-children":"none"}
            """,
        lines: """
                people: [{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
            "name":"Esme Hartley"}]
                died: 2018-06-05T23:10:00Z
                place: Resus
                suspicious: true
                findings: Old fractures
                other-children: none

            """,
        note: true
    )

    /// In full.
    static let deathFull = Self(
        data: """
            {"people":[{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
            "name":"Esme Hartley"}],"died":"2018-06-05T23:10:00Z","place":"Resus","suspicious":true,\
            "other-children":"none"}
            """,
        lines: """
                people: [{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
            "name":"Esme Hartley"}]
                died: 2018-06-05T23:10:00Z
                place: Resus
                suspicious: true
                other-children: none

            """,
        note: true
    )

    /// In summary.
    static let deathSummary = Self(
        data: """
            {"people":[{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
            "name":"Esme Hartley"}],"died":"2018-06-05T23:10:00Z","suspicious":true,"other-children":"none"}
            """,
        lines: """
                people: [{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}],\
            "name":"Esme Hartley"}]
                died: 2018-06-05T23:10:00Z
                suspicious: true
                other-children: none

            """
    )
}
