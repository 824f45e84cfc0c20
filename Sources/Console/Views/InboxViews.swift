/// What waits for somebody.
enum InboxViews {
    static let all = [("inbox", inbox), ("concern", concern)]

    private static let inbox = """
        {{#done}}<div class="done" role="status"><h2>Your answer is recorded</h2>\
        <p>Entry {{done}} has your answer, and its clock has stopped or been set anew.</p></div>{{/done}}
        <h1>Your inbox</h1>
        <div data-live id="waiting">
        {{#isSome}}<p class="lead"><strong>{{count}}</strong> \
        {{#isOne}}concern waits{{/isOne}}{{^isOne}}concerns wait{{/isOne}} for you, the most urgent first.</p>{{/isSome}}
        <ol class="cards">
        {{#rows}}
        <li class="card{{#isLate}} late{{/isLate}}" id="s{{seq}}">
        <h2>{{#isWaiting}}<a href="/concerns/{{seq}}">{{title}}</a>{{/isWaiting}}{{^isWaiting}}{{title}}{{/isWaiting}}</h2>
        <p class="tags"><strong class="tag {{severity}}">{{severity}}</strong> {{meaning}}\
        {{#left}} <strong class="left">{{left}}</strong>{{/left}}</p>
        <dl>
        <div><dt>About</dt><dd>{{about}}{{#isHidden}}not shown to your agency{{/isHidden}}\
        {{#cases}} <a href="{{path}}">{{id}}</a>{{/cases}}</dd></div>
        <div><dt>From</dt><dd>{{from}}{{#came}}, {{came}}{{/came}}</dd></div>
        <div><dt>Why you</dt><dd>{{why}}{{#rung}}. {{rung}}{{/rung}}</dd></div>
        {{#due}}<div><dt>Answer by</dt><dd>{{due}}</dd></div>{{/due}}
        {{#state}}<div><dt>State</dt><dd>{{state}}</dd></div>{{/state}}
        {{#recalled}}<div><dt>Taken back</dt><dd>{{recalled}}</dd></div>{{/recalled}}
        </dl>
        </li>
        {{/rows}}
        </ol>
        {{^rows}}<p>Nothing waits for you.</p>{{/rows}}
        </div>
        <p>{{#isAll}}<a href="/inbox">Show only what waits</a>{{/isAll}}\
        {{^isAll}}<a href="/inbox?show=all">Show also what you answered</a>{{/isAll}}</p>
        """

    private static let concern = """
        <p><a class="back" href="/inbox">Back to your inbox</a></p>
        {{> summary-of-faults}}
        <h1>{{title}}</h1>
        <p class="tags"><strong class="tag {{severity}}">{{severity}}</strong> {{meaning}}\
        {{#left}} <strong class="left">{{left}}</strong>{{/left}}</p>
        <dl class="facts">
        <div><dt>About</dt><dd>{{about}}{{#isHidden}}not shown to your agency{{/isHidden}}\
        {{#cases}} <a href="{{path}}">{{id}}</a>{{/cases}}</dd></div>
        <div><dt>From</dt><dd>{{from}}{{#came}}, {{came}}{{/came}}</dd></div>
        {{#contact}}<div><dt>Whom to ring</dt><dd>{{contact}}</dd></div>{{/contact}}
        <div><dt>Why you</dt><dd>{{why}}{{#rung}}. {{rung}}{{/rung}}</dd></div>
        {{#due}}<div><dt>Answer by</dt><dd>{{due}}</dd></div>{{/due}}
        {{#state}}<div><dt>State</dt><dd>{{state}}</dd></div>{{/state}}
        {{#recalled}}<div><dt>Taken back</dt><dd>{{recalled}}</dd></div>{{/recalled}}
        </dl>
        <h2>What was said</h2>
        <dl class="facts">{{#lines}}<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/lines}}</dl>
        {{^lines}}<p>Its content is not shown to your agency.</p>{{/lines}}
        <details><summary>Who was told of it, and why</summary>
        <ul>{{#told}}<li>{{who}}{{#role}}, {{role}}{{/role}}: {{^isTold}}<strong>not told</strong>, {{/isTold}}{{why}}\
        {{#due}} (answer by {{due}}){{/due}}</li>{{/told}}</ul>
        </details>
        {{#isWaiting}}
        <form method="post" action="/concerns/{{seq}}" class="answer">
        {{#form}}{{> fields}}{{/form}}
        <h2>Your answer</h2>
        <fieldset{{#fault}}{{#at-decision}} class="wrong" aria-describedby="decision-fault"{{/at-decision}}{{/fault}}>
        <legend>What do you make of it?</legend>
        {{#fault}}{{#at-decision}}<p class="wrong-text" id="decision-fault">{{text}}</p>{{/at-decision}}{{/fault}}
        {{#decisions}}
        <div class="choice-row"><input type="radio" name="decision" value="{{value}}" \
        id="{{#isFirst}}decision{{/isFirst}}{{^isFirst}}decision-{{value}}{{/isFirst}}"{{#checked}} checked{{/checked}}>
        <label for="{{#isFirst}}decision{{/isFirst}}{{^isFirst}}decision-{{value}}{{/isFirst}}">{{title}} \
        <span class="hint">{{hint}}</span></label></div>
        {{/decisions}}
        </fieldset>
        <div class="field{{#fault}}{{#at-reason}} wrong{{/at-reason}}{{/fault}}">
        <label for="reason">Why, or what you are doing</label>
        {{#fault}}{{#at-reason}}<p class="wrong-text" id="reason-fault">{{text}}</p>{{/at-reason}}{{/fault}}
        <textarea id="reason" name="reason" rows="4" maxlength="2000"{{#fault}}{{#at-reason}} aria-describedby="reason-fault"\
        {{/at-reason}}{{/fault}}>{{reason}}</textarea>
        </div>
        <div class="field"><label for="to">If it is not yours: whose is it?</label>
        <select id="to" name="to"><option value="">Nobody I know of</option>\
        {{#colleagues}}<option value="{{id}}"{{#chosen}} selected{{/chosen}}>{{name}}</option>{{/colleagues}}</select></div>
        <button id="answer">Record your answer</button>
        </form>
        {{/isWaiting}}
        """
}
