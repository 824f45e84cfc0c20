import BrokerCore
import Escalation
import Patterns
import Settings
import Vocabulary

/// A partnership's policy without an authority: what its topics and its folder of configurations say.
struct PolicyFolder {
    let topics: String
    let configs: String

    /// The policy under which stories are replayed: their severities are final, anybody speaks on any topic, and clocks
    /// that scripts do not run begin only where a line says so.
    ///
    /// - Throws: every fault in any of the files.
    func policy() throws -> Policy {
        let file = try PartnershipFiles(topics: topics, folder: configs)
        guard let nobody = AuthorityCode("E00000000") else { preconditionFailure("an authority's code") }
        return Policy(
            authority: nobody,
            catalogue: file.catalogue.forScripts,
            ladders: file.ladders,
            calendar: file.calendar,
            clocks: file.clocks.forScripts(listsAreWhole: true),
            meetings: file.meetings,
            patterns: file.patterns.forScripts,
            register: [],
            peers: [:],
            checkpointKeys: [],
            storyClock: true
        )
    }

    /// Topics, ladders and calendar, and no rules beyond them: what brokers that hand over to one another need.
    ///
    /// - Throws: every fault in any of the files.
    func partnership() throws -> Policy {
        let file = try PartnershipFiles(topics: topics, folder: configs)
        guard let nobody = AuthorityCode("E00000000") else { preconditionFailure("an authority's code") }
        return Policy(
            authority: nobody,
            catalogue: file.catalogue,
            ladders: file.ladders,
            calendar: file.calendar,
            register: [],
            peers: [:],
            checkpointKeys: [],
            storyClock: false
        )
    }
}
