/// The integrated chronology.
enum StoryViews {
    static let all = [
        ("chronology", chronology), ("timeline", timeline), ("entry", entry), ("filter", filter),
    ]

    private static let chronology = """
        <h1>Chronology <span class="under">{{id}}</span></h1>
        <p class="tabs"><a href="{{path}}">Summary</a> <a href="{{path}}/chronology" aria-current="page">Chronology</a> \
        <a href="{{path}}/timeline{{query}}">Timeline</a></p>
        {{> filter}}
        <p class="tools"><a href="{{path}}/chronology.csv{{query}}">Download as CSV</a> \
        <button type="button" class="link" data-print hidden>Print</button> \
        <a href="{{path}}/chronology{{turned}}">{{#isOldest}}Newest first{{/isOldest}}{{^isOldest}}Oldest first{{/isOldest}}</a></p>
        <div data-live id="story">
        <h2 class="hidden">Entries</h2>
        <ol class="story">{{#rows}}{{> entry}}{{/rows}}</ol>
        {{^rows}}<p>Nothing that is shown to you.</p>{{/rows}}
        </div>
        <nav class="pages" aria-label="Pages of the chronology">\
        {{#first}}<a href="{{path}}/chronology{{first}}">First page</a> {{/first}}\
        {{#more}}<a href="{{path}}/chronology{{more}}" rel="next">{{#isOldest}}Newer{{/isOldest}}{{^isOldest}}Older{{/isOldest}} \
        entries</a>{{/more}}</nav>
        """

    private static let filter = """
        <details class="filter"{{#knownOn}} open{{/knownOn}}{{#agencyName}} open{{/agencyName}}><summary>\
        Show only a part{{#agencyName}}: {{agencyName}}{{/agencyName}}{{#knownOnText}}: as known on {{knownOnText}}{{/knownOnText}}\
        </summary>
        <form method="get" action="{{path}}/{{page}}">
        <div class="field"><label for="agency">Said by or told to</label><select id="agency" name="agency">
        <option value="">Every agency</option>
        {{#agencies}}<option value="{{id}}"{{#chosen}} selected{{/chosen}}>{{name}}</option>{{/agencies}}</select></div>
        <div class="field"><label for="known-on">As known on</label>
        <input type="date" id="known-on" name="known-on"{{#knownOn}} value="{{knownOn}}"{{/knownOn}}></div>
        <div class="field"><label for="from">From</label><input type="date" id="from" name="from"{{#from}} value="{{from}}"{{/from}}></div>
        <div class="field"><label for="until">Until</label><input type="date" id="until" name="to"{{#to}} value="{{to}}"{{/to}}></div>
        <button class="second">Show</button> <a href="{{path}}/{{page}}">Show everything</a>
        </form></details>
        """

    private static let entry = """
        <li id="e{{seq}}" class="entry{{#severity}} {{severity}}{{/severity}}">
        <h3>{{title}}</h3>
        <p class="when">{{time}}, {{from}} {{#severity}}<strong class="tag {{severity}}">{{severity}}</strong>{{/severity}} \
        <span class="code">entry {{seq}}</span></p>
        {{#recalled}}<p class="mark">Taken back {{recalled}}; its content is for nobody any longer.</p>{{/recalled}}
        {{#corrected}}<p class="mark">Corrected by a later entry.</p>{{/corrected}}
        {{#late}}<p class="mark">It came {{late}} after it happened.</p>{{/late}}
        {{#steps}}<p class="mark">{{steps}}</p>{{/steps}}
        {{#isRoutine}}<details><summary>What it says</summary>{{/isRoutine}}
        <dl class="facts">{{#people}}<div><dt>About</dt><dd>{{people}}</dd></div>{{/people}}\
        {{#lines}}<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/lines}}\
        {{#contact}}<div><dt>Whom to ring</dt><dd>{{contact}}</dd></div>{{/contact}}</dl>
        {{#isRoutine}}</details>{{/isRoutine}}
        {{#isTold}}        <details><summary>Told: {{toldCount}}{{#isWaiting}} <strong class="left">an answer is awaited</strong>{{/isWaiting}}</summary>
        <ul>{{#told}}<li>{{who}}{{#role}}, {{role}}{{/role}}{{#acknowledged}}: answered {{acknowledged}}{{#decision}}, \
        “{{decision}}”{{/decision}}{{/acknowledged}}{{^acknowledged}}{{#delivered}}: delivered {{delivered}}{{/delivered}}\
        {{#due}}, answer by {{due}}{{/due}}{{/acknowledged}}</li>{{/told}}</ul></details>{{/isTold}}
        </li>
        """

    private static let timeline = """
        <h1>Timeline <span class="under">{{id}}</span></h1>
        <p class="tabs"><a href="{{path}}">Summary</a> <a href="{{path}}/chronology{{query}}">Chronology</a> \
        <a href="{{path}}/timeline" aria-current="page">Timeline</a></p>
        {{> filter}}
        <div data-live id="timeline" data-first="{{firstDay}}" data-last="{{lastDay}}">
        <p class="lead">{{firstText}} to {{lastText}}: {{count}} entries{{#isCut}}, the latest of more: zoom in to see \
        the others{{/isCut}}</p>
        <p class="zoom">{{#zooms}}<a class="button second" data-step="{{name}}" href="{{path}}/timeline{{query}}">{{title}}</a> {{/zooms}}</p>
        <figure class="wide-drawing" tabindex="0" role="group" aria-label="Timeline, scrolls sideways">{{{drawing}}}</figure>
        <p class="legend"><span class="key S1">▲ S1</span> <span class="key S2">◆ S2</span> <span class="key S3">● S3</span> \
        <span class="key S4">• S4</span></p>
        <h2>Entries</h2>
        <ol class="story">{{#rows}}{{> entry}}{{/rows}}</ol>
        {{#isCutList}}<p>The rest is in <a href="{{path}}/chronology">the chronology</a>.</p>{{/isCutList}}
        </div>
        """
}
