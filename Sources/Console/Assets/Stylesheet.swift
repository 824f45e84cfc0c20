/// How pages look: on a desk, on a telephone, on paper.
enum Stylesheet {
    static let path = "/assets/console.css?v=" + Secret.digest(text).prefix(12)

    /// The icon of the browser's tab.
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#12395b"/>\
        <path d="M6 20 q5 -12 10 0 t10 0" fill="none" stroke="#ffffff" stroke-width="3"/></svg>
        """

    static let text = frame + content + forms + drawings + narrow + paper

    private static let frame = """
        :root { --ink: #0b0c0c; --quiet: #484f54; --line: #b1b4b6; --faint: #f3f2f1; --link: #1a65a6; --dark: #12395b; \
        --late: #b5121b; --soon: #8a4b00; --well: #00613c; --focus: #ffdd00; }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { font: 1.1875rem/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); \
        background: #fff; -webkit-text-size-adjust: 100%; }
        body { margin: 0; overflow-wrap: break-word; }
        .wide { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
        a { color: var(--link); text-underline-offset: .14em; }
        a:hover { color: #0b3a66; text-decoration-thickness: 3px; }
        a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, \
        textarea:focus-visible, figure:focus-visible { outline: 3px solid var(--focus); outline-offset: 0; \
        box-shadow: 0 0 0 5px var(--ink); }
        a:focus-visible { background: var(--focus); color: var(--ink); box-shadow: 0 4px 0 var(--ink); text-decoration: none; }
        .skip { position: absolute; left: -999em; }
        .skip:focus { position: static; display: block; padding: .5rem 1.25rem; background: var(--focus); color: var(--ink); }
        .top { background: var(--dark); color: #fff; }
        .top > .wide { display: flex; justify-content: space-between; align-items: center; flex-wrap: wrap; gap: 0 2rem; }
        .brand { font-weight: 700; font-size: 1.35rem; margin: .6rem 0; }
        .brand a { color: #fff; text-decoration: none; }
        .brand a:focus-visible { color: var(--ink); }
        .brand span { font-weight: 400; padding-left: .6rem; margin-left: .4rem; border-left: 2px solid #7d9ab5; }
        .visitor { margin: .5rem 0; }
        .places { background: var(--faint); border-bottom: 1px solid var(--line); }
        .places ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.6rem; }
        .places a { display: block; padding: .6rem 0; text-decoration: none; border-bottom: 4px solid transparent; }
        .places a[aria-current] { font-weight: 700; color: var(--ink); border-color: var(--link); }
        p.story { margin: 0; background: #e8f1f8; font-size: 1rem; padding: .4rem 0; }
        p.story .wide { display: block; }
        main { padding-top: 1.5rem !important; padding-bottom: 3rem !important; min-height: 60vh; }
        main:focus { outline: none; }
        footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: 1rem; padding-top: .5rem !important; \
        padding-bottom: 2rem !important; }

        """

    private static let content = """
        h1 { font-size: 2.1rem; line-height: 1.15; margin: .4rem 0 1.2rem; }
        h2 { font-size: 1.45rem; line-height: 1.2; margin: 2rem 0 .7rem; }
        h3 { font-size: 1.2rem; line-height: 1.25; margin: 0 0 .3rem; }
        .under { font-weight: 400; color: var(--quiet); font-size: .65em; white-space: nowrap; }
        p, ul, ol, dl, figure { margin: 0 0 1rem; }
        .cards, .rows, .team, .people, ol.story { list-style: none; padding: 0; }
        .card { border: 1px solid var(--line); border-left: .5rem solid var(--link); padding: .9rem 1.1rem; margin: 0 0 1rem; }
        .card.late { border-left-color: var(--late); }
        .card h2, .card h3 { margin: 0 0 .3rem; font-size: 1.25rem; }
        .card dl { margin: 0; }
        .tags { margin: 0 0 .6rem; color: var(--quiet); }
        .tag { display: inline-block; min-width: 2rem; text-align: center; padding: .05rem .45rem; font-size: .95rem; \
        background: #e1e3e4; color: var(--ink); font-weight: 700; }
        .tag.S1 { background: var(--late); color: #fff; }
        .tag.S2 { background: #f7c98b; }
        .tag.S3 { background: #cfe3f4; }
        .left { color: var(--soon); white-space: nowrap; }
        .late > .tags .left, .left.late { color: var(--late); }
        dl > div { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0 1rem; padding: .15rem 0; }
        dt { font-weight: 700; }
        dd { margin: 0; white-space: pre-line; }
        .facts > div { border-bottom: 1px solid #dcdfe0; padding: .4rem 0; }
        .rows > li, .team > li, p.row { border-bottom: 1px solid #dcdfe0; padding: .45rem 0; margin: 0; }
        .code { color: var(--quiet); font-size: .9em; white-space: nowrap; }
        .entry { border-left: .5rem solid var(--line); padding: .2rem 0 .4rem 1.1rem; margin: 0 0 1.6rem; scroll-margin-top: 1rem; }
        .entry.S1 { border-color: var(--late); }
        .entry.S2 { border-color: #c77700; }
        .entry.S3 { border-color: var(--link); }
        .entry:target { background: #fff7bf; }
        .when { margin: 0 0 .4rem; color: var(--quiet); }
        .entry .facts { font-size: 1.05rem; }
        .entry .facts > div { border: 0; padding: .1rem 0; }
        .mark { font-weight: 700; margin: 0 0 .4rem; }
        .lead { font-size: 1.25rem; }
        .tabs a, .tools a, .tools button, .pages a { margin-right: 1.4rem; }
        .tabs { border-bottom: 1px solid var(--line); }
        .tabs a { display: inline-block; padding: .4rem 0; }
        .tabs a[aria-current] { font-weight: 700; color: var(--ink); text-decoration: none; border-bottom: 4px solid var(--link); }
        .done { border: 4px solid var(--well); padding: .8rem 1.1rem; margin: 0 0 1.5rem; }
        .fault { border: 4px solid var(--late); padding: .8rem 1.1rem; margin: 0 0 1.5rem; }
        .done h2, .fault h2 { margin: 0 0 .3rem; font-size: 1.3rem; }
        .done p, .fault ul, .fault p { margin: 0; }
        .fault a { color: var(--late); font-weight: 700; }
        .back { display: inline-block; }
        details { margin: 0 0 .8rem; }
        summary { cursor: pointer; color: var(--link); padding: .2rem 0; }
        details[open] > summary { margin-bottom: .4rem; }
        table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
        th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .5rem .8rem .5rem 0; }
        caption { text-align: left; font-weight: 700; padding-bottom: .4rem; }
        .scroll { overflow-x: auto; }
        .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 0 0 1rem; }
        .sides section { border: 2px solid var(--ink); padding: .8rem 1rem; }
        .sides h2 { margin: 0 0 .3rem; }
        .sides p { margin: 0; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .row-item { border-bottom: 1px solid #dcdfe0; padding: .4rem 0; }
        .rows .button { min-height: 0; padding: .15rem .7rem; margin-left: .4rem; }
        .search { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end; }
        .search .field, .pair .field { margin: 0 0 .8rem; }
        .search .field { flex: 0 1 24rem; }
        .search button { margin-bottom: .8rem; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--faint); padding: .8rem; font-size: .95rem; }

        """

    private static let forms = """
        form { margin: 0 0 1rem; }
        fieldset { border: 0; padding: 0; margin: 0 0 1.3rem; min-width: 0; }
        legend, .field label { font-weight: 700; display: block; padding: 0; margin: 0 0 .35rem; }
        .hint { color: var(--quiet); font-weight: 400; }
        p.hint { margin: 0 0 .35rem; }
        .choice-row { display: grid; grid-template-columns: 2.6rem 1fr; align-items: start; margin: 0 0 .5rem; }
        .choice-row input { width: 1.8rem; height: 1.8rem; margin: 0; accent-color: var(--ink); }
        .choice-row label { padding-top: .1rem; cursor: pointer; }
        .choice-row .hint { display: block; }
        .field { margin: 0 0 1.3rem; }
        input:not([type=radio]):not([type=hidden]), select, textarea { font: inherit; color: var(--ink); border: 2px solid var(--ink); \
        padding: .35rem .45rem; width: 100%; max-width: 34rem; background: #fff; border-radius: 0; }
        .wrong { border-left: 4px solid var(--late); padding-left: .9rem; }
        .wrong-text { color: var(--late); font-weight: 700; margin: 0 0 .35rem; }
        button, .button { font: inherit; font-weight: 700; color: #fff; background: var(--well); border: 0; padding: .5rem .9rem; \
        min-height: 2.75rem; cursor: pointer; box-shadow: 0 2px 0 #002d1c; display: inline-block; text-decoration: none; }
        button:hover { background: #004a2e; }
        .button:hover { color: var(--ink); }
        button.second, .button.second { background: var(--faint); color: var(--ink); box-shadow: 0 2px 0 #8f9295; }
        button.second:hover { background: #dbdad9; }
        button.grave { background: var(--late); box-shadow: 0 2px 0 #5c0a0f; }
        button.link { background: none; box-shadow: none; padding: 0 .15rem; min-height: 1.75rem; font-weight: 400; color: var(--link); \
        text-decoration: underline; }
        .top button.link { color: #fff; }
        .top button.link:focus-visible { background: var(--focus); color: var(--ink); }
        .people li { margin: 0 0 .5rem; }
        .people form { margin: 0; }
        button.choice { width: 100%; max-width: 34rem; text-align: left; font-weight: 400; color: var(--ink); background: #fff; \
        border: 2px solid var(--ink); box-shadow: none; }
        button.choice:hover { background: var(--faint); }
        .filter { background: var(--faint); padding: .5rem .9rem; }
        .filter form { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; align-items: end; margin: 0; }
        .filter .field { margin: 0 0 .4rem; flex: 1 1 12rem; }

        """

    private static let drawings = """
        .genogram, .timeline, .chart { display: block; max-width: 100%; height: auto; }
        .genogram { max-height: 22rem; margin: 0 auto; }
        .genogram .shape { fill: #fff; stroke: var(--ink); stroke-width: 2.5; }
        .genogram .child { fill: #cfe3f4; }
        .genogram .faint { stroke-dasharray: 5 4; }
        .genogram .line { stroke: var(--ink); stroke-width: 2; }
        .genogram .name { font-size: 17px; font-weight: 700; fill: var(--ink); }
        .genogram .note { font-size: 15px; fill: var(--quiet); }
        .family { border: 1px solid var(--line); padding: 1rem; }
        .family figcaption { color: var(--quiet); font-size: 1rem; margin-top: .5rem; }
        .member::after { content: ";"; }
        .member:last-child::after { content: "."; }
        .wide-drawing { overflow-x: auto; border: 1px solid var(--line); padding: .5rem; }
        .timeline { width: 100%; min-width: 44rem; }
        .timeline text { fill: var(--ink); font-size: 14px; }
        .timeline .date { fill: var(--quiet); font-size: 13px; }
        .timeline .lane, .timeline .day { stroke: #c9cdcf; stroke-width: 1; }
        .timeline .day { stroke-dasharray: 2 4; }
        .mark circle, .mark path { fill: #5a6166; stroke: #fff; stroke-width: 1; }
        .mark.S1 circle, .mark.S1 path { fill: var(--late); }
        .mark.S2 circle, .mark.S2 path { fill: #a85b00; }
        .mark.S3 circle, .mark.S3 path { fill: var(--link); }
        .timeline a:focus-visible { outline: none; }
        .timeline a:focus-visible circle, .timeline a:focus-visible path { stroke: var(--ink); stroke-width: 4; fill: var(--focus); }
        .legend { font-size: 1rem; }
        .key { margin-right: 1rem; color: var(--quiet); }
        .key.S1 { color: var(--late); }
        .key.S2 { color: #8a4b00; }
        .key.S3 { color: var(--link); }
        .zoom .button { margin: 0 .3rem .5rem 0; }
        .chart text { fill: var(--ink); font-size: 14px; }
        .chart .bar { fill: var(--link); }
        .chart .worst { fill: #b9d3e8; }
        .chart .axis { stroke: var(--ink); }

        """

    private static let narrow = """
        @media (max-width: 40rem) {
          html { font-size: 1rem; }
          h1 { font-size: 1.7rem; }
          .wide { padding: 0 .9rem; }
          dl > div { grid-template-columns: 1fr; }
          .places ul { gap: 0 1.1rem; }
          .brand { font-size: 1.15rem; }
          .sides { grid-template-columns: 1fr; }
          .genogram .name { font-size: 20px; }
          .genogram .note { font-size: 18px; }
          table.stack thead { position: absolute; left: -999em; }
          table.stack tr { display: block; border-bottom: 2px solid var(--ink); padding: .4rem 0; }
          table.stack td { display: block; border: 0; padding: .1rem 0; }
        }

        """

    private static let paper = """
        @media print {
          .places, .skip, .visitor, .filter, .tools, .tabs, .zoom, .pages, footer, .back, form { display: none !important; }
          .top { background: none; color: #000; border-bottom: 2px solid #000; }
          .brand a { color: #000; }
          html { font-size: 10.5pt; }
          .entry { break-inside: avoid; }
          a { color: #000; text-decoration: none; }
        }
        """
}
