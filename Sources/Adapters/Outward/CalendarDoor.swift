import Concerns
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Vocabulary

/// Serves calendars at `/calendar/<token>.ics`; whoever does not know a token learns nothing, not even that there are any.
struct CalendarDoor: HTTPResponder {
    /// A calendar is read at most so often, because each read is recorded.
    private static let freshness: Int64 = 5 * 60_000

    private final class Shelf: Sendable {
        let calendars = Mutex<[StaffID: CalendarText]>([:])
    }

    let feed: CalendarFeed
    let people: [OutwardConfiguration.Person]
    let clock: @Sendable () -> Instant
    private let shelf = Shelf()

    init(
        feed: CalendarFeed,
        people: [OutwardConfiguration.Person],
        clock: @escaping @Sendable () -> Instant
    ) {
        self.feed = feed
        self.people = people
        self.clock = clock
    }

    func respond(to request: Request, context: DoorContext) async throws -> Response {
        guard request.method == .get || request.method == .head, let staff = staff(at: request.uri.path)
        else {
            return HTTPDoor.answer(Problem(.notFound, "no-such-path", "there is nothing here"))
        }
        let now = clock()
        let known = shelf.calendars.withLock { $0[staff] }
        let calendar: CalendarText
        if let known, now.milliseconds - known.at.milliseconds < Self.freshness {
            calendar = known
        } else {
            do { calendar = try await feed.calendar(of: staff, at: now) } catch {
                return HTTPDoor.answer(Problem(.serviceUnavailable, "no-broker", "not now", retryAfter: 60))
            }
            shelf.calendars.withLock { $0[staff] = calendar }
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/calendar; charset=utf-8", .cacheControl: "private, no-store"],
            body: .init(byteBuffer: ByteBuffer(string: calendar.text))
        )
    }

    private func staff(at path: String) -> StaffID? {
        guard path.hasPrefix("/calendar/"), path.hasSuffix(".ics") else { return nil }
        let digest = Digest.ofBody(Array(path.dropFirst(10).dropLast(4).utf8))
        var found: StaffID?
        for person in people {
            if let token = person.calendar, HTTPCaller.contains([token], digest) { found = person.staff }
        }
        return found
    }
}
