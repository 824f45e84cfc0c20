/// What is around every page, and the page for what went wrong.
enum FrameViews {
    static let all = [("frame", frame), ("fault", fault), ("fields", fields), ("summary-of-faults", faults)]

    private static let frame = """
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} - {{authority}} Concordat</title>
        <link rel="stylesheet" href="\(Stylesheet.path)">
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <script src="\(PageScript.path)" defer></script>
        {{#next}}<meta http-equiv="refresh" content="0; url={{next}}">{{/next}}
        </head>
        <body{{#live}} data-news="/news"{{/live}}>
        <a class="skip" href="#main">Skip to main content</a>
        <header class="top">
        <div class="wide">
        <p class="brand"><a href="/">Concordat <span>{{authority}}</span></a></p>
        {{#visitor}}
        <form class="visitor" method="post" action="/sign-out">{{#form}}{{> fields}}{{/form}}
        <span>{{name}}</span> <button class="link">Sign out</button></form>
        {{/visitor}}
        </div>
        </header>
        {{#visitor}}
        <nav class="places" aria-label="Parts of the console"><ul class="wide">
        {{#places}}<li><a href="{{path}}"{{#current}} aria-current="page"{{/current}}>{{title}}</a></li>
        {{/places}}
        </ul></nav>
        {{/visitor}}
        {{#story}}<p class="story"><span class="wide"><strong class="tag">Demo</strong> The story’s clock says {{story}}. \
        Everybody here is invented.</span></p>{{/story}}
        <main id="main" class="wide" tabindex="-1">
        {{{main}}}
        </main>
        <footer class="wide"><p>Everything that you open here is recorded before it is shown.\
        {{#visitor}} <a href="/sessions">Where you are signed in</a>{{/visitor}}</p></footer>
        </body>
        </html>
        """

    private static let fault = """
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        <p><a href="/">Go to your start page</a></p>
        """

    /// What every form that changes something carries.
    private static let fields = """
        <input type="hidden" name="token" value="{{token}}"><input type="hidden" name="once" value="{{once}}">
        """

    /// What stands first on a form that came back.
    private static let faults = """
        {{#fault}}<div class="fault" role="alert" tabindex="-1" id="fault"><h2>There is a problem</h2>\
        <ul><li><a href="#{{field}}">{{text}}</a></li></ul></div>{{/fault}}
        """
}
