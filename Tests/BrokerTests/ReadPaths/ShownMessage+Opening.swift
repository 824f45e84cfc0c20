extension ShownMessage {
    /// Early help opens a case that nobody holds, C-2000, of a child whom nobody else knows.
    static let opening = ShownMessage(
        said: Said(
            "casefile.opened",
            id: "11111111-0000-4000-8000-000000000001",
            event: """
                {"specversion":"1.0","id":"11111111-0000-4000-8000-000000000001",\
                "source":"urn:concordat:E08000025:bhm-ehc:early-help","type":"casefile.opened.v1","subject":"",\
                "time":"2018-06-05T15:00:00Z","datacontenttype":"application/json","vendornote":"Beat 7","data":{\
                "case":"C-2000","children":[{"role":"child","identifiers":[{"scheme":"bhm-ehc","value":"E-77"}],\
                "name":"Ivo Marsh","address":{"lines":"9 Mill Lane"}}],"legal-basis":"early-help"\
                ,"opened":"2018-06-05"}}
                """
        ),
        head: """
            "seq":14,"id":"11111111-0000-4000-8000-000000000001","topic":"casefile.opened","cases":["C-2000"],\
            "at":1528275600000,"by":"bhm-ehc/early-help",
            """,
        event: """
            {"specversion":"1.0","id":"11111111-0000-4000-8000-000000000001",\
            "source":"urn:concordat:E08000025:bhm-ehc:early-help","type":"casefile.opened.v1","subject":"",\
            "time":"2018-06-05T15:00:00Z","datacontenttype":"application/json",‹note›"data":‹data›}
            """,
        onCase: #","concernlevel":"S4""#,
        row: """
            {"seq":14,"id":"11111111-0000-4000-8000-000000000001","time":1528210800000,"recorded":null,\
            "accepted":1528275600000,"from":"bhm-ehc/early-help","topic":"casefile.opened","severity":"S4",\
            "cases":["C-2000"],"data":‹data›,"told":[\
            {"agency":"bhm-csc","who":"bhm-csc/tess.ward","role":"TM","why":"manager-unallocated",\
            "at":1528275600000,"due":null,"delivered":null,"opened":null,"acknowledged":null,"decision":null}],\
            "milestones":[]}
            """,
        text: """
            2018-06-05 16:00  casefile.opened  S4  from bhm-ehc/early-help  #14
            ‹lines›
                told bhm-csc/tess.ward as TM (manager-unallocated)
            """,
        cells: """
            14,2018-06-05T16:00:00+01:00,,2018-06-06T10:00:00+01:00,bhm-ehc/early-help,casefile.opened,S4,C-2000,\
            ‹data›
            """,
        told: ["bhm-csc,bhm-csc/tess.ward,TM,manager-unallocated,2018-06-06T10:00:00+01:00,,,,,"],
        explanation: """
            {"case":"C-2000","role":"TM","recipient":"bhm-csc/tess.ward","detail":"full",\
            "rule":"manager-unallocated","due":null,"why":"bhm-csc/tess.ward (TM) is told in full, because nobody \
            holds the case and there is no duty team, so the manager answers (manager-unallocated); case C-2000, \
            because the concern names it and it is the case of P-14-1"}

            """
    )
}

extension ShownMessage.View {
    /// In full, by a role that is shown where the child lives; nothing is hidden.
    static let openingFull = Self(data: openingHome.data, lines: openingHome.lines, note: true)

    /// In summary, by a role that is shown where the child lives.
    static let openingHome = Self(
        data: """
            {"case":"C-2000","children":[{"role":"child","identifiers":[{"scheme":"bhm-ehc","value":"E-77"}],\
            "name":"Ivo Marsh","address":{"lines":"9 Mill Lane"}}],"legal-basis":"early-help","opened":"2018-06-05"}
            """,
        lines: """
                case: C-2000
                children: [{"role":"child","identifiers":[{"scheme":"bhm-ehc","value":"E-77"}],\
            "name":"Ivo Marsh","address":{"lines":"9 Mill Lane"}}]
                legal-basis: early-help
                opened: 2018-06-05

            """
    )

    /// In summary.
    static let openingSummary = Self(
        data: """
            {"case":"C-2000","children":[{"role":"child","identifiers":[{"scheme":"bhm-ehc","value":"E-77"}],\
            "name":"Ivo Marsh"}],"legal-basis":"early-help","opened":"2018-06-05"}
            """,
        lines: """
                case: C-2000
                children: [{"role":"child","identifiers":[{"scheme":"bhm-ehc","value":"E-77"}],\
            "name":"Ivo Marsh"}]
                legal-basis: early-help
                opened: 2018-06-05

            """
    )

    /// As an alert.
    static let openingAlert = Self(data: #"{"case":"C-2000"}"#, lines: "    case: C-2000\n")
}
