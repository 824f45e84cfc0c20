/// Signing in and out, and the demo's provider.
enum SignInViews {
    static let all = [
        ("sign-in", signIn), ("signed-in", signedIn), ("continue", goOn), ("signed-out", signedOut),
        ("demo-people", demoPeople), ("sessions", sessions),
    ]

    private static let signIn = """
        <h1>Sign in</h1>
        <p>Use your own account of {{authority}}’s partnership. What you open and decide is recorded under your name.</p>
        {{#fault}}<div class="fault" role="alert" tabindex="-1"><h2>You are not signed in</h2><p>{{fault}}</p></div>{{/fault}}
        <form method="post" action="/sign-in">
        {{#to}}<input type="hidden" name="to" value="{{to}}">{{/to}}
        <button>Sign in</button>
        </form>
        """

    private static let signedIn = """
        <h1>You are signed in</h1>
        <p><a href="{{next}}">Continue</a></p>
        """

    private static let goOn = """
        <h1>Open the page</h1>
        <p>You came from another site. <a href="{{next}}">Continue</a></p>
        """

    private static let signedOut = """
        <h1>You are signed out</h1>
        <p>Close the browser’s window if others use this computer. <a href="/sign-in">Sign in again</a></p>
        """

    private static let demoPeople = """
        <h1>Who do you want to be?</h1>
        <p>This is the demo’s own provider. It asks for no password, and runs only beside a story.</p>
        <ul class="people">
        {{#people}}
        <li><form method="post" action="/provider/authorize">
        {{#fields}}<input type="hidden" name="{{name}}" value="{{value}}">{{/fields}}
        <input type="hidden" name="person" value="{{id}}">
        <button class="choice" id="{{element}}"><strong>{{name}}</strong> {{roles}}</button>
        </form></li>
        {{/people}}
        </ul>
        """

    private static let sessions = """
        {{#done}}<div class="done" role="status"><h2>Signed out</h2><p>{{done}}</p></div>{{/done}}
        <h1>Where you are signed in</h1>
        <ul class="rows">{{#own}}<li>Since {{began}}, last used {{asked}}{{#isThis}} (here){{/isThis}}</li>{{/own}}</ul>
        {{#hasOthers}}<form method="post" action="/sessions">{{#form}}{{> fields}}{{/form}}
        <button class="second">Sign out everywhere else</button></form>{{/hasOthers}}
        {{#isGovernance}}
        <h2>Everybody who is signed in</h2>
        <ul class="rows">{{#people}}<li><form method="post" action="/sessions">{{#form}}{{> fields}}{{/form}}
        <input type="hidden" name="person" value="{{id}}">{{name}} <button class="second">Sign out<span class="hidden"> {{name}}</span></button></form></li>{{/people}}</ul>
        {{/isGovernance}}
        """
}
