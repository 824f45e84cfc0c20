/// Transfers of responsibility.
enum TransferViews {
    static let all = [("transfers", transfers), ("transfer", transfer), ("transfer-act", act)]

    private static let transfers = """
        <h1>Transfers</h1>
        <div data-live id="transfers">
        <ul class="cards">
        {{#rows}}
        <li class="card"><h2><a href="{{path}}">{{from}} to {{to}}</a></h2>
        <dl><div><dt>Holds now</dt><dd>{{holders}}</dd></div>
        <div><dt>{{from}}</dt><dd>{{fromState}}</dd></div><div><dt>{{to}}</dt><dd>{{toState}}</dd></div>
        {{#stay}}<div><dt>Temporary stay</dt><dd>until {{until}} <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong></dd></div>{{/stay}}
        <div><dt>Case</dt><dd>{{#cases}}{{id}} {{/cases}}<span class="code">{{id}}</span></dd></div></dl></li>
        {{/rows}}
        </ul>
        {{^rows}}<p>No transfer is known here.</p>{{/rows}}
        </div>
        """

    private static let transfer = """
        {{#done}}<div class="done" role="status"><h2>Recorded</h2><p>{{done}}: it is on its way to the other authority.</p></div>{{/done}}
        <p><a class="back" href="/transfers">Back to transfers</a></p>
        <h1>{{from}} to {{to}} <span class="under">{{id}}</span></h1>
        <div data-live id="transfer">
        {{#isInDoubt}}<p class="mark">In doubt: what both sides know may differ. Ring the other side.</p>{{/isInDoubt}}
        {{#stay}}<p class="mark">A temporary stay until {{until}}: <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong>. \
        {{#isLate}}Nothing has ended by itself: decide now whether it ends or becomes permanent.{{/isLate}}\
        {{^isLate}}Decide by then whether it ends or becomes permanent; nothing ends by itself.{{/isLate}}</p>{{/stay}}
        <div class="sides">
        <section><h2>{{from}}</h2><p>{{fromState}}</p></section>
        <section><h2>{{to}}</h2><p>{{toState}}</p></section>
        </div>
        <dl class="facts"><div><dt>Holds now</dt><dd><strong>{{holders}}</strong></dd></div>
        <div><dt>Case here</dt><dd>{{#cases}}<a href="{{path}}">{{id}}</a> {{/cases}}</dd></div>
        <div><dt>Still needed</dt><dd>{{#missing}}<span class="member">{{.}}</span> {{/missing}}{{^missing}}Nothing{{/missing}}</dd></div></dl>
        {{#acts}}<p><a class="button{{^isMain}} second{{/isMain}}" href="{{path}}">{{title}}</a></p>{{/acts}}
        <h2>What happened</h2>
        <ol class="rows">{{#steps}}<li>{{at}}: {{what}}{{#date}}, for {{date}}{{/date}}</li>{{/steps}}</ol>
        <h2>Clocks</h2>
        <ul class="rows">{{#clocks}}<li>{{title}}: by {{due}} <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong></li>{{/clocks}}</ul>
        {{^clocks}}<p>None that is shown to you.</p>{{/clocks}}
        </div>
        """

    private static let act = """
        <p><a class="back" href="{{path}}">Back to the transfer</a></p>
        {{> summary-of-faults}}
        <h1>{{title}}</h1>
        <p>{{from}} to {{to}}, {{id}}. {{explanation}}</p>
        <form method="post" action="{{action}}">
        {{#form}}{{> fields}}{{/form}}
        {{#fields}}
        <div class="field{{#isWrong}} wrong{{/isWrong}}"><label for="{{name}}">{{label}}</label>
        {{#isWrong}}<p class="wrong-text" id="{{name}}-fault">{{wrong}}</p>{{/isWrong}}
        {{#isDay}}<input type="date" id="{{name}}" name="{{name}}"{{#value}} value="{{value}}"{{/value}}{{#isWrong}} aria-describedby="{{name}}-fault"{{/isWrong}}>{{/isDay}}\
        {{#isPhone}}<input type="tel" id="{{name}}" name="{{name}}" maxlength="40" autocomplete="tel"{{#value}} value="{{value}}"{{/value}}{{#isWrong}} aria-describedby="{{name}}-fault"{{/isWrong}}>{{/isPhone}}\
        {{#isChoice}}<select id="{{name}}" name="{{name}}"{{#isWrong}} aria-describedby="{{name}}-fault"{{/isWrong}}><option value="">Choose</option>\
        {{#choices}}<option value="{{code}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/choices}}</select>{{/isChoice}}\
        {{#isWords}}<textarea id="{{name}}" name="{{name}}" rows="4" maxlength="{{#isLong}}8000{{/isLong}}{{^isLong}}2000{{/isLong}}"{{#isWrong}} aria-describedby="{{name}}-fault"{{/isWrong}}>{{value}}</textarea>{{/isWords}}</div>
        {{/fields}}
        {{#goesAlong}}<h2 id="goes-along">What is open and goes along: {{count}}</h2>
        <ul class="rows">{{#items}}<li>{{.}}</li>{{/items}}</ul>{{/goesAlong}}
        <p>It is recorded as said by {{name}}.</p>
        <button{{#isGrave}} class="grave"{{/isGrave}}>{{title}}</button>
        </form>
        """
}
