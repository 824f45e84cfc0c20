import Vocabulary

extension EscalationBook {
    /// The fewest facts that rebuild this book, in order of keys: a snapshot in the ledger's own words.
    public var restated: [Fact] { keys.flatMap { restated($0) } }

    /// The fewest facts that rebuild one obligation; none if it was never raised.
    public func restated(_ key: ObligationKey) -> [Fact] {
        obligations[key].map { restated($0, key) } ?? []
    }

    private func restated(_ obligation: Obligation, _ key: ObligationKey) -> [Fact] {
        let (rung, owner, until): (Int, Owner, Instant) =
            switch obligation.state {
            case .waiting(let rung, let owner, let until): (rung, owner, until)
            case .acting(let rung, let asked, _, let until): (rung, asked, until)
            case .acknowledged(let staff, _, let instant): (0, Owner(.leadProfessional, staff), instant)
            case .exhausted(let owner, let instant): (0, owner, instant)
            case .withdrawn(let instant): (0, Owner(.leadProfessional, nil), instant)
            }
        let start = Raised(
            severity: obligation.severity,
            isHeightened: obligation.isHeightened,
            rung: rung,
            owner: owner,
            others: obligation.others,
            until: until,
            at: obligation.raisedAt,
            publisher: obligation.publisher,
            answersNeeded: obligation.answersNeeded
        )
        var facts = [Fact.raised(key, start)]
        if obligation.hasClimbed {
            let climb = Climb(
                rung: rung,
                owner: owner,
                others: obligation.others,
                until: until,
                at: until
            )
            facts.append(.climbed(key, climb))
        }
        facts += obligation.partial.map { .counted(key, $0) }
        switch obligation.state {
        case .waiting: break
        case .acting(let rung, let asked, let staff, let until):
            // When the action began is in the entry that said so; nothing here rests on it.
            facts.append(
                .acting(key, Acting(rung: rung, asked: asked, by: staff, until: until, at: until))
            )
        case .acknowledged(let staff, let answer, let instant):
            facts.append(.acknowledged(key, by: staff, answer: answer, at: instant))
        case .exhausted(let owner, let instant):
            facts.append(.exhausted(key, owner: owner, at: instant))
        case .withdrawn(let instant): facts.append(.withdrawn(key, at: instant))
        }
        return facts
    }
}
