/// Meetings.
enum MeetingViews {
    static let all = [("meetings", meetings), ("pack", pack), ("meeting-facts", facts)]

    private static let facts = """
        <dl class="facts">
        {{#on}}<div><dt>{{#isHeld}}Held{{/isHeld}}{{^isHeld}}On{{/isHeld}}</dt><dd>{{on}}</dd></div>{{/on}}
        <div><dt>Case</dt><dd><a href="{{casePath}}">{{case}}</a></dd></div>
        {{#invited}}<div><dt>Invited</dt><dd>{{invited}}</dd></div>{{/invited}}
        {{#uninvited}}<div><dt>Not invited</dt><dd><strong class="left late">{{uninvited}}</strong></dd></div>{{/uninvited}}
        {{#reportsDue}}<div><dt>Reports due</dt><dd>{{reportsDue}}</dd></div>{{/reportsDue}}
        {{#reports}}<div><dt>Reports in</dt><dd>{{reports}}</dd></div>{{/reports}}
        {{#missing}}<div><dt>Reports missing</dt><dd><strong class="left">{{missing}}</strong></dd></div>{{/missing}}
        {{#minutesDue}}<div><dt>Minutes due</dt><dd>{{minutesDue}}</dd></div>{{/minutesDue}}
        {{#faults}}<div><dt>What was not sound</dt><dd>{{faults}}</dd></div>{{/faults}}
        </dl>
        """

    private static let meetings = """
        <h1>Meetings</h1>
        <div data-live id="meetings">
        <ul class="cards">
        {{#rows}}
        <li class="card"><h2>{{#path}}<a href="{{path}}">{{title}}</a>{{/path}}{{^path}}{{title}}{{/path}}</h2>
        {{> meeting-facts}}</li>
        {{/rows}}
        </ul>
        {{^rows}}<p>No meeting is convened on a case that is open to you.</p>{{/rows}}
        </div>
        """

    private static let pack = """
        <p><a class="back" href="/meetings">Back to meetings</a></p>
        <h1>{{title}} <span class="under">{{id}}</span></h1>
        <p>What the ledger has since {{#since}}the meeting of {{since}}{{/since}}{{^since}}the case began{{/since}}, not what anybody remembers.</p>
        {{> meeting-facts}}
        <p class="tools"><button type="button" class="link" data-print hidden>Print</button></p>
        {{#sections}}
        <h2>{{title}}</h2>
        <ul class="story">{{#rows}}{{#words}}<li class="row-item">{{words}} <span class="code">entry {{seq}}</span></li>{{/words}}\
        {{#entry}}{{> entry}}{{/entry}}{{/rows}}</ul>
        {{/sections}}
        """
}
