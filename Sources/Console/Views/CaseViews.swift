/// A child's page, the door before it, and whoever's children they are.
enum CaseViews {
    static let all = [("children", children), ("case", file), ("reason", reason)]

    private static let children = """
        <h1>Children</h1>
        <form method="get" action="/children" class="search">
        <div class="field"><label for="case">Open a case by its number</label>
        <p class="hint" id="case-hint">For example C-1042</p>
        <input id="case" name="case" autocomplete="off" spellcheck="false" required maxlength="64" aria-describedby="case-hint">
        </div><button>Open</button></form>
        <h2>Cases you work on</h2>
        <p class="hint">What is due first comes first.</p>
        <ul class="cards">
        {{#cases}}<li class="card"><h3><a href="{{path}}">{{title}}</a></h3>
        {{#line}}<p>{{line}}</p>{{/line}}<p>{{role}}</p>
        {{#answer}}<p>{{what}}{{#due}}, by {{due}} <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong>{{/due}}</p>{{/answer}}\
        {{#clock}}<p>{{what}}{{#due}}, by {{due}} <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong>{{/due}}</p>{{/clock}}\
        {{#isInDoubt}}<p>Who holds this case may be out of date.</p>{{/isInDoubt}}</li>{{/cases}}
        </ul>
        {{^cases}}<p>You are not named on a case. What waits for you is in <a href="/inbox">your inbox</a>.</p>{{/cases}}
        """

    private static let file = """
        <h1>{{#children}}{{children}}{{/children}}{{^children}}Case {{id}}{{/children}} <span class="under">{{id}}</span></h1>
        <p class="tabs"><a href="{{path}}" aria-current="page">Summary</a> <a href="{{path}}/chronology">Chronology</a> \
        <a href="{{path}}/timeline">Timeline</a></p>
        <div data-live id="file">
        {{#doubt}}<div class="fault" role="alert"><h2>Who holds this case may be out of date</h2>
        <p>We and {{with}} may know different things. Ring before you rely on it.</p>
        <ul>{{#duty}}<li>Here: {{duty}}{{#dutyPhone}}, {{dutyPhone}}{{/dutyPhone}}</li>{{/duty}}\
        {{#there}}<li>There: {{name}}{{#phone}}, {{phone}}{{/phone}}</li>{{/there}}\
        {{^there}}<li>There: nobody was named to us yet. Ring their front door.</li>{{/there}}</ul></div>{{/doubt}}
        <dl class="facts">
        <div><dt>Status</dt><dd>{{#isOpen}}Open{{/isOpen}}{{^isOpen}}Closed{{/isOpen}}{{#basis}}, {{basis}}{{/basis}}</dd></div>
        <div><dt>Lead</dt><dd>{{#lead}}{{lead}}{{#leadRole}}, {{leadRole}}{{/leadRole}}{{/lead}}\
        {{^lead}}<strong class="left">Nobody</strong>{{/lead}}</dd></div>
        {{#score}}<div><dt>How it adds up</dt><dd>{{score}} in {{scoreDays}} days, from the patterns below</dd></div>{{/score}}
        {{#windows}}<div><dt>Heightened risk</dt><dd>{{title}}, {{from}} to {{to}}</dd></div>{{/windows}}
        </dl>
        {{#genogram}}
        <h2>Family</h2>
        <figure class="family">{{{genogram}}}
        <figcaption>As the latest entries name them: {{#members}}<span class="member">{{.}}</span> {{/members}}</figcaption></figure>
        {{/genogram}}
        <h2>Who is involved</h2>
        <ul class="team">{{#team}}<li><strong>{{name}}</strong> {{role}}, {{agency}}{{#phone}}, {{phone}}{{/phone}}\
        {{#since}} (since {{since}}){{/since}}</li>{{/team}}</ul>
        {{^team}}<p>Nobody is named on it.</p>{{/team}}
        <h2>Waiting for an answer</h2>
        <ul class="rows">{{#waiting}}<li><strong class="tag {{severity}}">{{severity}}</strong> {{#topic}}{{topic}} (entry {{seq}}){{/topic}}{{^topic}}Entry {{seq}}{{/topic}}, {{owner}}: by \
        {{due}} <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong></li>{{/waiting}}</ul>
        {{#waitingMore}}<p>And {{waitingMore}} more, due no sooner.</p>{{/waitingMore}}
        {{^waiting}}<p>Nothing.</p>{{/waiting}}
        <h2>Clocks that run</h2>
        <ul class="rows">{{#clocks}}<li>{{title}} <span class="code">{{clock}}</span>: by {{due}} \
        <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong></li>{{/clocks}}</ul>
        {{#clocksMore}}<p>And {{clocksMore}} more, due no sooner.</p>{{/clocksMore}}
        {{^clocks}}<p>None that is shown to your role.</p>{{/clocks}}
        {{#expected}}<p class="row">Expected: {{what}}{{#from}} from the {{from}}{{/from}}, by {{due}} \
        <strong class="left{{#isLate}} late{{/isLate}}">{{left}}</strong></p>{{/expected}}
        {{#holds}}<p class="row">Held: {{change}}. {{reasons}}{{#may}} (may be let through by: {{may}}){{/may}}</p>{{/holds}}
        <h2>Patterns</h2>
        {{#patterns}}
        <details><summary><strong class="tag {{severity}}">{{severity}}</strong> {{title}} <span class="code">{{code}}</span>, {{at}}\
        {{#isShaken}} (part of it was taken back){{/isShaken}}</summary>
        <p>It rests on:</p>
        <ul>{{#causes}}<li>{{#path}}<a href="{{path}}">{{topic}}</a>, {{day}}, {{from}}{{/path}}{{^path}}entry {{seq}}{{/path}}</li>{{/causes}}</ul>
        </details>
        {{/patterns}}
        {{#patternsMore}}<p>And {{patternsMore}} older.</p>{{/patternsMore}}
        {{^patterns}}<p>None that is shown to your role.</p>{{/patterns}}
        <h2>Meetings</h2>
        <ul class="rows">{{#meetings}}<li>{{#pack}}<a href="{{pack}}">{{title}}</a>{{/pack}}{{^pack}}{{title}}{{/pack}}\
        {{#on}}, {{on}}{{/on}}{{#isHeld}} (held){{/isHeld}}{{#missing}}. Reports missing: {{missing}}{{/missing}}</li>{{/meetings}}</ul>
        {{^meetings}}<p>None.</p>{{/meetings}}
        <h2>The latest entries</h2>
        <ol class="story">{{#recent}}{{> entry}}{{/recent}}</ol>
        <p><a href="{{path}}/chronology">The whole chronology</a></p>
        </div>
        """

    private static let reason = """
        {{> summary-of-faults}}
        <h1>Why do you need to open this case?</h1>
        <p>You are not on the team of <strong>{{id}}</strong>. If a child needs you to know what is in it, say why. \
        Your reason is recorded with your name, and the case’s lead and the head of service are told at once.</p>
        <form method="post" action="{{path}}/reason">
        {{#form}}{{> fields}}{{/form}}{{#to}}<input type="hidden" name="to" value="{{to}}">{{/to}}
        <div class="field{{#fault}} wrong{{/fault}}"><label for="reason">Your reason</label>
        {{#fault}}<p class="wrong-text" id="reason-fault">{{text}}</p>{{/fault}}
        <textarea id="reason" name="reason" rows="4" maxlength="2000"{{#fault}} aria-describedby="reason-fault"{{/fault}}>{{reason}}</textarea>
        </div>
        <button>Open the case</button>
        </form>
        """
}
