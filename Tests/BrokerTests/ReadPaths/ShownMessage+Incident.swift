extension ShownMessage {
    /// Police at the home of the child of C-1042, with a field of every audience that a topic can name.
    static let incident = ShownMessage(
        said: Said(
            "police.domestic-incident",
            id: "11111111-0000-4000-8000-000000000002",
            event: """
                {"specversion":"1.0","id":"11111111-0000-4000-8000-000000000002",\
                "source":"urn:concordat:E08000025:wmp:niche","type":"police.domestic-incident.v1","subject":"",\
                "time":"2018-06-05T22:48:00Z","recordedtime":"2018-06-06T02:15:00Z",\
                "datacontenttype":"application/json","vendornote":"Beat 7","data":{"incident":"20BE-1","people":[\
                {"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],"name":"Tasha Hartley",\
                "address":{"lines":"4 Sandpit Row"}}],"dash-grade":"medium","child-present":true,\
                "child-seen":true,"location":{"lines":"Kestrel House"},"summary":"Shouting was heard",\
                "caller":"The flat above","contact":{"name":"PC Lowe","phone":"0121 496 0101"}}}
                """
        ),
        head: """
            "seq":16,"id":"11111111-0000-4000-8000-000000000002","topic":"police.domestic-incident",\
            "cases":["C-1042"],"at":1528275600000,"by":"wmp/niche",
            """,
        event: """
            {"specversion":"1.0","id":"11111111-0000-4000-8000-000000000002",\
            "source":"urn:concordat:E08000025:wmp:niche","type":"police.domestic-incident.v1","subject":"",\
            "time":"2018-06-05T22:48:00Z","recordedtime":"2018-06-06T02:15:00Z",\
            "datacontenttype":"application/json",‹note›"data":‹data›}
            """,
        onCase: #","concernlevel":"S2""#,
        row: """
            {"seq":16,"id":"11111111-0000-4000-8000-000000000002","time":1528238880000,"recorded":1528251300000,\
            "accepted":1528275600000,"from":"wmp/niche","topic":"police.domestic-incident","severity":"S2",\
            "cases":["C-1042"],"data":‹data›,"told":[\
            {"agency":"bhm-csc","who":"bhm-csc/nadia.bloom","role":"ASW","why":"lead-professional",\
            "at":1528275600000,"due":1528290000000,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-csc","who":"bhm-csc/tess.ward","role":"TM","why":"team-manager",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-cc","who":"bhm-cc/carol.finch","role":"CC","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-gp","who":"bhm-gp/sam.iqbal","role":"GP","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null},\
            {"agency":"bhm-hv","who":"bhm-hv/linda.okafor","role":"HV","why":"active-on-case",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null}],\
            "milestones":[]}
            """,
        text: """
            2018-06-05 23:48  police.domestic-incident  S2  from wmp/niche  #16
                recorded 2018-06-06 03:15, accepted 2018-06-06 10:00
            ‹lines›
                told bhm-csc/nadia.bloom as ASW (lead-professional), due 2018-06-06 14:00, not acknowledged
                told bhm-csc/tess.ward as TM (team-manager)
                told bhm-cc/carol.finch as CC (active-on-case)
                told bhm-gp/sam.iqbal as GP (active-on-case)
                told bhm-hv/linda.okafor as HV (active-on-case)
            """,
        cells: """
            16,2018-06-05T23:48:00+01:00,2018-06-06T03:15:00+01:00,2018-06-06T10:00:00+01:00,wmp/niche,\
            police.domestic-incident,S2,C-1042,‹data›
            """,
        told: [
            """
            bhm-csc,bhm-csc/nadia.bloom,ASW,lead-professional,2018-06-06T10:00:00+01:00,\
            2018-06-06T14:00:00+01:00,,,,
            """,
            "bhm-csc,bhm-csc/tess.ward,TM,team-manager,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-cc,bhm-cc/carol.finch,CC,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-gp,bhm-gp/sam.iqbal,GP,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
            "bhm-hv,bhm-hv/linda.okafor,HV,active-on-case,2018-06-06T10:00:00+01:00,,,,,",
        ],
        explanation: """
            {"case":"C-1042","role":"ASW","recipient":"bhm-csc/nadia.bloom","detail":"full",\
            "rule":"lead-professional","due":1528290000000,"why":"bhm-csc/nadia.bloom (ASW) is told in full, \
            because they are the allocated social worker (lead-professional); case C-1042, because P-2-2 lives in \
            household H-1 with a child of it"}
            {"case":"C-1042","role":"TM","recipient":"bhm-csc/tess.ward","detail":"summary",\
            "rule":"team-manager","due":null,"why":"bhm-csc/tess.ward (TM) is told in summary, \
            because the topic's policy tells the team manager (team-manager); case C-1042, because P-2-2 lives in \
            household H-1 with a child of it"}
            {"case":"C-1042","role":"CC","recipient":"bhm-cc/carol.finch","detail":"alert",\
            "rule":"active-on-case","due":null,"why":"bhm-cc/carol.finch (CC) is told in alert, because they work \
            on the case in a role that the topic's policy names (active-on-case); case C-1042, because P-2-2 lives in \
            household H-1 with a child of it"}
            {"case":"C-1042","role":"GP","recipient":"bhm-gp/sam.iqbal","detail":"summary",\
            "rule":"active-on-case","due":null,"why":"bhm-gp/sam.iqbal (GP) is told in summary, because they work \
            on the case in a role that the topic's policy names (active-on-case); case C-1042, because P-2-2 lives in \
            household H-1 with a child of it"}
            {"case":"C-1042","role":"HV","recipient":"bhm-hv/linda.okafor","detail":"summary",\
            "rule":"active-on-case","due":null,"why":"bhm-hv/linda.okafor (HV) is told in summary, because they \
            work on the case in a role that the topic's policy names (active-on-case); case C-1042, because P-2-2 \
            lives in household H-1 with a child of it"}
            {"case":"C-1042","role":"HOUS","recipient":"bhm-homes/lee.moss","detail":null,\
            "rule":"not-in-policy","why-not":"bhm-homes/lee.moss (HOUS) is not told, because the topic's policy \
            does not tell this role (not-in-policy); case C-1042"}

            """
    )
}

extension ShownMessage.View {
    /// In full, and a role that the fields with roles of their own name: all but who called.
    static let incidentFull = Self(
        data: """
            {"incident":"20BE-1","people":[{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley","address":{"lines":"4 Sandpit Row"}}],"dash-grade":"medium",\
            "child-present":true,"child-seen":true,"location":{"lines":"Kestrel House"},\
            "summary":"Shouting was heard","contact":{"name":"PC Lowe","phone":"0121 496 0101"}}
            """,
        lines: """
                incident: 20BE-1
                people: [{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley","address":{"lines":"4 Sandpit Row"}}]
                dash-grade: medium
                child-present: true
                child-seen: true
                location: {"lines":"Kestrel House"}
                summary: Shouting was heard
                contact: {"name":"PC Lowe","phone":"0121 496 0101"}

            """,
        note: true
    )

    /// In full, but no role that is shown where the family lives.
    static let incidentFullWithoutPlaces = Self(
        data: """
            {"incident":"20BE-1","people":[{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley"}],"dash-grade":"medium","child-present":true,"child-seen":true,\
            "summary":"Shouting was heard","contact":{"name":"PC Lowe","phone":"0121 496 0101"}}
            """,
        lines: """
                incident: 20BE-1
                people: [{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley"}]
                dash-grade: medium
                child-present: true
                child-seen: true
                summary: Shouting was heard
                contact: {"name":"PC Lowe","phone":"0121 496 0101"}

            """,
        note: true
    )

    /// In summary, and a role that is shown where the family lives.
    static let incidentSummary = Self(
        data: """
            {"incident":"20BE-1","people":[{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley","address":{"lines":"4 Sandpit Row"}}],"dash-grade":"medium",\
            "child-present":true,"child-seen":true,"location":{"lines":"Kestrel House"},\
            "contact":{"name":"PC Lowe","phone":"0121 496 0101"}}
            """,
        lines: """
                incident: 20BE-1
                people: [{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley","address":{"lines":"4 Sandpit Row"}}]
                dash-grade: medium
                child-present: true
                child-seen: true
                location: {"lines":"Kestrel House"}
                contact: {"name":"PC Lowe","phone":"0121 496 0101"}

            """
    )

    /// In summary.
    static let incidentSummaryWithoutPlaces = Self(
        data: """
            {"incident":"20BE-1","people":[{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley"}],"dash-grade":"medium","child-present":true,"child-seen":true,\
            "contact":{"name":"PC Lowe","phone":"0121 496 0101"}}
            """,
        lines: """
                incident: 20BE-1
                people: [{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],\
            "name":"Tasha Hartley"}]
                dash-grade: medium
                child-present: true
                child-seen: true
                contact: {"name":"PC Lowe","phone":"0121 496 0101"}

            """
    )

    /// As an alert.
    static let incidentAlert = Self(
        data: """
            {"dash-grade":"medium","child-present":true,"child-seen":true,\
            "contact":{"name":"PC Lowe","phone":"0121 496 0101"}}
            """,
        lines: """
                dash-grade: medium
                child-present: true
                child-seen: true
                contact: {"name":"PC Lowe","phone":"0121 496 0101"}

            """
    )
}
