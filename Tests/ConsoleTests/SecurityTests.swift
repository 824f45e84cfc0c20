import Testing
import Vocabulary

@testable import Console

/// The table of ASVS items, each with a console of its own.
@Suite struct SecurityTests {
    @Test(arguments: SecurityTable.items) func `an item of the verification standard holds`(
        item: SecurityItem
    ) async throws {
        try await TestConsole.run(ConsoleRows.desk(), item.check)
    }

    @Test func `no item is in the table twice`() {
        let numbers = SecurityTable.items.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.count > 35)
    }
}
