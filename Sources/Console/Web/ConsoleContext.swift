import Hummingbird
import HummingbirdCore
import NIOCore

/// What is known of a request: where it comes from and who asks.
struct ConsoleContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?
    /// Who is signed in, if anybody is.
    var visitor: Visitor?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// Where it comes from, for counting attempts.
    var place: String { remoteAddress?.ipAddress ?? "unknown" }
}
