import BrokerClient
import JSON
import Vocabulary
import Wire

/// What a person must answer and where they must be, as the broker has it now; each read is recorded there.
protocol WaitingReader: Sendable {
    /// What waits for them, with what they answered already if all is asked for.
    func items(of staff: StaffID, all: Bool) async throws -> [WaitingItem]

    /// A case's row.
    func caseRow(_ id: CaseID) async throws -> JSONNode?
}

/// Reads over a connection.
struct BrokerWaitingReader: WaitingReader {
    let connection: BrokerConnection

    func items(of staff: StaffID, all: Bool) async throws -> [WaitingItem] {
        var fetch = ClientMessage.Fetch(.inbox)
        fetch.person = staff
        fetch.all = all
        var items: [WaitingItem] = []
        repeat {
            let page = try await connection.fetch(fetch, within: .seconds(30))
            items += try page.rows.compactMap { WaitingItem(try JSONDocument(parsing: Array($0)).root) }
            fetch.after = page.next
        } while fetch.after != nil
        return items
    }

    func caseRow(_ id: CaseID) async throws -> JSONNode? {
        var fetch = ClientMessage.Fetch(.case)
        fetch.caseID = id
        do {
            return try await connection.fetch(fetch, within: .seconds(30)).rows.first.map {
                try JSONDocument(parsing: Array($0), depth: 16).root
            }
        } catch let error as ClientError where error.code == .refused {
            // This system may not see the case any longer.
            return nil
        }
    }
}
