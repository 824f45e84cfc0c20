import BrokerCore
import Foundation
import Settings
import Vocabulary

@testable import Simulator

/// The partnership of all tests here, under the repository's own topics and ladders.
enum SimulationFixture {
    static let partnership = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try PartnershipFiles(
            topics: root.appending(path: "Topics").path,
            folder: root.appending(path: "Configs").path
        )
        return SimulatedPartnership(
            Policy(
                authority: named("E00000000"),
                catalogue: file.catalogue,
                ladders: file.ladders,
                calendar: file.calendar,
                register: [],
                peers: [:],
                checkpointKeys: [],
                storyClock: false
            )
        )
    }

    static func run(_ options: SimulationOptions) throws -> SimulationOutcome {
        var simulation = BrokerSimulation(options, of: try partnership.get())
        return simulation.run()
    }
}
