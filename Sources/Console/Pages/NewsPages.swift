import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Vocabulary

/// Tells open pages that something came, as server-sent events; they ask for it themselves, and are recorded as asking.
struct NewsPages: Sendable {
    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/news") { _, context in
            let visitor = try parts.visitor(context)
            return Response(
                status: .ok,
                headers: [.contentType: "text/event-stream; charset=utf-8"],
                body: ResponseBody { writer in
                    try await tell(visitor, &writer)
                    try await writer.finish(nil)
                }
            )
        }
    }

    @concurrent private func tell(_ visitor: Visitor, _ writer: inout any ResponseBodyWriter) async throws {
        let (place, news) = parts.board.join()
        defer { parts.board.leave(place) }
        try await pass(news, to: visitor, &writer)
    }

    @concurrent private func pass(
        _ news: AsyncStream<NewsBoard.News>,
        to visitor: Visitor,
        _ writer: inout any ResponseBodyWriter
    ) async throws {
        try await writer.write(ByteBuffer(string: "retry: 3000\n: begins\n\n"))
        for await item in news {
            // Whoever was signed out meanwhile is told no more.
            guard await parts.visitor(visitor.secret, isAsking: false) != nil else { break }
            try await writer.write(
                ByteBuffer(string: "event: news\nid: \(item.sequence.number)\ndata: {}\n\n")
            )
        }
        try await writer.write(ByteBuffer(string: "event: end\ndata: {}\n\n"))
    }
}
