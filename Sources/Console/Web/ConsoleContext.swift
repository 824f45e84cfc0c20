import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import Vocabulary

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

    /// What the address of a page names, read as what it must be.
    func named<Name>(_ part: String, _ read: (String) -> Name?) throws(PageFault) -> Name {
        guard let name = parameters.get(part)?.removingPercentEncoding.flatMap(read) else {
            throw PageFault.unknown
        }
        return name
    }

    /// The case of a page's address.
    func caseID() throws(PageFault) -> CaseID { try named("id") { CaseID($0) } }
}
