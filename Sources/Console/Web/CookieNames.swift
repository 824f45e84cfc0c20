import Hummingbird
import HummingbirdCore
import Vocabulary

/// The console's cookies: `__Host-` binds them to this host, and the authority's code keeps two consoles of one host apart.
struct CookieNames: Sendable {
    /// Of whoever is signed in; never sent along with what another site asks for.
    let session: String
    /// Of a browser that is at the provider: it must come along when the provider, another site, sends the browser back.
    let signIn: String

    init(_ authority: AuthorityCode) {
        session = "__Host-concordat-\(authority)"
        signIn = "__Host-concordat-sign-in-\(authority)"
    }

    func session(_ secret: String) -> Cookie {
        Cookie(name: session, value: secret, path: "/", secure: true, httpOnly: true, sameSite: .strict)
    }

    func signIn(_ secret: String) -> Cookie {
        Cookie(
            name: signIn,
            value: secret,
            maxAge: 600,
            path: "/",
            secure: true,
            httpOnly: true,
            sameSite: .lax
        )
    }

    /// Takes a cookie back.
    static func gone(_ name: String) -> Cookie {
        Cookie(name: name, value: "", maxAge: 0, path: "/", secure: true, httpOnly: true, sameSite: .strict)
    }
}
