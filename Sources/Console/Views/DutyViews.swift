/// The duty manager's desk and what is decided there.
enum DutyViews {
    static let all = [
        ("duty", duty), ("lateness", lateness), ("allocate", allocate), ("hold", hold), ("match", match),
        ("duty-row", row),
    ]

    private static let row = """
        <li>{{#case}}<a href="{{path}}">{{id}}</a> {{/case}}{{#words}}{{words}} {{/words}}{{#ring}}<strong>{{ring}}</strong> {{/ring}}{{#seq}}<span class="code">entry {{seq}}</span> {{/seq}}\
        {{#owner}}with {{owner}}{{#ownerRole}}, {{ownerRole}}{{/ownerRole}} {{/owner}}{{#since}}since {{since}}{{/since}}\
        {{#due}}, by {{due}} <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong>{{/due}}\
        {{#action}} <a class="button second" href="{{path}}">{{title}}<span class="hidden"> {{#case}}{{id}}{{/case}}</span></a>{{/action}}</li>
        """

    private static let duty = """
        {{#done}}<div class="done" role="status"><h2>Done</h2><p>{{done}}</p></div>{{/done}}
        <h1>Duty desk</h1>
        <p class="tabs"><a href="/duty" aria-current="page">What nobody has taken</a> \
        <a href="/duty/lateness">How late concerns come</a></p>
        <div data-live id="desk">
        {{^sections}}<p class="lead">Nothing is left lying.</p>{{/sections}}
        {{#sections}}
        <h2>{{title}} <span class="under">{{count}}</span></h2>
        <p class="hint">{{what}}</p>
        <ul class="rows">{{#rows}}{{> duty-row}}{{/rows}}</ul>
        {{#hasOthers}}<details><summary>{{otherCount}} more</summary><ul class="rows">{{#others}}{{> duty-row}}{{/others}}</ul></details>{{/hasOthers}}
        {{/sections}}
        </div>
        """

    private static let lateness = """
        <h1>How late concerns come</h1>
        <p class="tabs"><a href="/duty">What nobody has taken</a> <a href="/duty/lateness" aria-current="page">How late concerns come</a></p>
        <p>From when it happened to when the broker accepted it, {{from}} to {{to}}. Dark: nine of ten; pale: the worst.</p>
        {{#hasChart}}<figure class="wide-drawing" tabindex="0" role="group" aria-label="Chart, scrolls sideways">{{{chart}}}</figure>{{/hasChart}}
        {{^hasChart}}<p>No concern came in that time.</p>{{/hasChart}}
        <table class="stack"><caption>The same in numbers</caption>
        <thead><tr><th scope="col">Agency</th><th scope="col">Concerns</th><th scope="col">Half came within</th>\
        <th scope="col">Nine of ten within</th><th scope="col">The worst</th></tr></thead>
        <tbody>{{#rows}}<tr><td>{{name}}</td><td>{{count}}</td><td>{{median}}</td><td>{{nineOfTen}}</td><td>{{worst}}</td></tr>{{/rows}}</tbody>
        </table>
        """

    private static let allocate = """
        <p><a class="back" href="/duty">Back to the duty desk</a></p>
        {{> summary-of-faults}}
        <h1>Allocate <a href="{{path}}">{{id}}</a></h1>
        <form method="post" action="{{action}}">
        {{#form}}{{> fields}}{{/form}}
        <div class="field{{#fault}} wrong{{/fault}}"><label for="staff">Who holds the case from now on?</label>
        {{#fault}}<p class="wrong-text" id="staff-fault">{{text}}</p>{{/fault}}
        <select id="staff" name="staff"{{#fault}} aria-describedby="staff-fault"{{/fault}}><option value="">Choose</option>\
        {{#workers}}<option value="{{id}}"{{#chosen}} selected{{/chosen}}>{{name}}, {{note}}</option>{{/workers}}</select></div>
        <button>Allocate the case</button>
        </form>
        """

    private static let hold = """
        <p><a class="back" href="/duty">Back to the duty desk</a></p>
        {{> summary-of-faults}}
        <h1>Held: {{change}} on <a href="{{path}}">{{id}}</a></h1>
        <p>Rule {{rule}} keeps this change from coming about, because:</p>
        <ul>{{#reasons}}<li>{{.}}</li>{{/reasons}}</ul>
        {{^isMine}}<p>It may be let through by: {{may}}.</p>{{/isMine}}
        {{#isMine}}
        <form method="post" action="{{action}}">
        {{#form}}{{> fields}}{{/form}}
        <div class="field{{#fault}} wrong{{/fault}}"><label for="reason">Why may it come about all the same?</label>
        {{#fault}}<p class="wrong-text" id="reason-fault">{{text}}</p>{{/fault}}
        <textarea id="reason" name="reason" rows="4" maxlength="2000"{{#fault}} aria-describedby="reason-fault"{{/fault}}>{{reason}}</textarea></div>
        <div class="field"><label for="instead">What protects the child in place of the check?</label>
        <textarea id="instead" name="instead" rows="3" maxlength="2000">{{instead}}</textarea></div>
        <button class="grave">Let the change come about</button>
        </form>
        {{/isMine}}
        """

    private static let match = """
        <p><a class="back" href="/duty">Back to the duty desk</a></p>
        {{> summary-of-faults}}
        <h1>Perhaps the same person</h1>
        <p>Entry {{seq}} named somebody without an identifier that is known here, now {{person}}{{#case}}, on \
        <a href="{{path}}">{{id}}</a>{{/case}}. The records below are like it.</p>
        <form method="post" action="/duty/matches/{{seq}}">
        {{#form}}{{> fields}}{{/form}}
        <div class="field"><label for="other">Which record do you decide about?</label>
        <select id="other" name="other">{{#candidates}}<option value="{{person}}"{{#chosen}} selected{{/chosen}}>{{person}}: {{because}}</option>{{/candidates}}</select></div>
        <fieldset><legend>What do you know?</legend>
        <div class="choice-row"><input type="radio" id="decision" name="decision" value="different"><label for="decision">They are different people \
        <span class="hint">Nobody is told of the other, and nobody asks again.</span></label></div>
        <div class="choice-row"><input type="radio" id="decision-linked" name="decision" value="linked"><label for="decision-linked">They belong together \
        <span class="hint">What is said of either reaches both. They stay two records.</span></label></div>
        </fieldset>
        <div class="field{{#fault}}{{#at-reason}} wrong{{/at-reason}}{{/fault}}"><label for="reason">How do you know?</label>
        <textarea id="reason" name="reason" rows="4" maxlength="2000">{{reason}}</textarea></div>
        <button>Record your decision</button>
        </form>
        """
}
