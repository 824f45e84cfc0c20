import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The stylesheet, the script and the icon: ours, and the only ones.
struct AssetPages: Sendable {
    func add(to router: Router<ConsoleContext>) {
        router.get("/assets/console.css") { _, _ in Self.asset(Stylesheet.text, "text/css; charset=utf-8") }
        router.get("/assets/console.js") { _, _ in
            Self.asset(PageScript.text, "text/javascript; charset=utf-8")
        }
        router.get("/assets/icon.svg") { _, _ in Self.asset(Stylesheet.icon, "image/svg+xml") }
    }

    /// Their addresses change when they do, so browsers may keep them.
    private static func asset(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=86400"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
