/// For the information-governance lead.
enum GovernanceViews {
    static let all = [("reads", reads), ("shared", shared), ("proofs", proofs)]

    private static let reads = """
        <h1>Who read what</h1>
        <p class="tabs"><a href="/governance" aria-current="page">Reads</a> <a href="/governance/entry">Told and not told</a> \
        <a href="/governance/proofs">Proofs and health</a></p>
        <form method="get" action="/governance" class="search"><div class="field"><label for="case">Only one case</label>
        <input id="case" name="case" maxlength="64" autocomplete="off"{{#case}} value="{{case}}"{{/case}}></div><button class="second">Show</button></form>
        <div data-live id="reads">
        <h2>Opened with a reason, by somebody not on the team</h2>
        <ul class="rows">{{#opened}}<li>{{at}}: <strong>{{who}}</strong> opened {{case}}: “{{reason}}” <span class="code">entry {{seq}}</span></li>{{/opened}}</ul>
        {{^opened}}<p>Nobody has.</p>{{/opened}}
        <h2>Reads <span class="under">{{count}}</span></h2>
        <table class="stack"><caption class="hidden">Reads, the newest first</caption>
        <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Why</th></tr></thead>
        <tbody>{{#rows}}<tr><td>{{at}}</td><td>{{who}}, {{agency}}</td><td>{{what}}{{#case}} of {{case}}{{/case}}\
        {{#knownOn}}, as known on {{knownOn}}{{/knownOn}} <span class="code">entry {{seq}}</span></td><td>{{why}}</td></tr>{{/rows}}</tbody></table>
        {{#isCut}}<p>These are the newest 200. The ledger has all of them; narrow by case.</p>{{/isCut}}
        </div>
        """

    private static let shared = """
        <h1>Who was told, and who was not</h1>
        <p class="tabs"><a href="/governance">Reads</a> <a href="/governance/entry" aria-current="page">Told and not told</a> \
        <a href="/governance/proofs">Proofs and health</a></p>
        <form method="get" action="/governance/entry" class="search"><div class="field"><label for="seq">Number of the entry</label>
        <input id="seq" name="seq" inputmode="numeric" pattern="[0-9]*" maxlength="12" required{{#seq}} value="{{seq}}"{{/seq}}></div>
        <button class="second">Show</button></form>
        {{#refusal}}<div class="fault" role="alert"><h2>It is not shown</h2><p>{{refusal}}.</p></div>{{/refusal}}
        {{#seq}}{{^refusal}}
        <h2>Decided not to tell</h2>
        <ul class="rows">{{#untold}}<li><strong>{{who}}</strong>{{#role}}, {{role}}{{/role}}: {{why}}</li>{{/untold}}</ul>
        {{^untold}}<p>Nobody was left out by a rule.</p>{{/untold}}
        <h2>Told</h2>
        <ul class="rows">{{#told}}<li><strong>{{who}}</strong>{{#role}}, {{role}}{{/role}}: {{why}}{{#due}} (answer by {{due}}){{/due}}</li>{{/told}}</ul>
        {{^told}}<p>Nobody.</p>{{/told}}
        <h2>When</h2>
        <dl class="facts">{{#instants}}<div><dt>{{what}}</dt><dd>{{at}}</dd></div>{{/instants}}</dl>
        {{/refusal}}{{/seq}}
        """

    private static let proofs = """
        <h1>Receipts, proofs and health</h1>
        <p class="tabs"><a href="/governance">Reads</a> <a href="/governance/entry">Told and not told</a> \
        <a href="/governance/proofs" aria-current="page">Proofs and health</a></p>
        <h2>Health</h2>
        <p class="lead">{{#isWell}}Every receipt is accounted for.{{/isWell}}{{^isWell}}Not everything adds up.{{/isWell}}</p>
        <ul>{{#faults}}<li class="mark">{{.}}</li>{{/faults}}</ul>
        {{^twoPlaces}}<p>Decisions are durable in one place only: a restored backup could forget one.</p>{{/twoPlaces}}
        <dl class="facts">{{#numbers}}<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/numbers}}</dl>
        <h2>The newest checkpoint</h2>
        <p>Whoever keeps it can prove later that nothing before it was changed (<code>concordat verify</code>).</p>
        <pre>{{checkpoint}}</pre>
        <h2>Proof that nothing was rewritten</h2>
        <form method="get" action="/governance/proofs" class="pair"><div class="field"><label for="from">From the ledger of size</label>
        <input id="from" name="from" inputmode="numeric" pattern="[0-9]*" maxlength="12" required{{#from}} value="{{from}}"{{/from}}></div>
        <div class="field"><label for="to">To the ledger of size</label>
        <input id="to" name="to" inputmode="numeric" pattern="[0-9]*" maxlength="12" required{{#to}} value="{{to}}"{{/to}}></div>
        <button class="second">Prove</button></form>
        {{#proof}}<pre>{{proof}}</pre>{{/proof}}{{#proofFault}}<p class="mark">{{proofFault}}.</p>{{/proofFault}}
        <h2>Receipt of something that was said here</h2>
        <form method="get" action="/governance/proofs" class="search"><div class="field"><label for="receipt">Id of the message</label>
        <input id="receipt" name="receipt" maxlength="128" autocomplete="off" required{{#receiptID}} value="{{receiptID}}"{{/receiptID}}></div>
        <button class="second">Show</button></form>
        {{#receipt}}<pre>{{receipt}}</pre>{{/receipt}}{{#receiptFault}}<p class="mark">{{receiptFault}}.</p>{{/receiptFault}}
        """
}
