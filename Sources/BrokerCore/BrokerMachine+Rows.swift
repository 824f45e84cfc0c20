import Escalation
import JSON
import Routing
import Transfer
import Vocabulary

extension BrokerMachine {
    /// A case as FETCH `case` shows it: status and people to everybody on it, the rest as far as it is for the reader.
    func caseRow(_ id: CaseID, to user: UserID) -> JSONValue {
        guard let file = state.casebook.file(id) else { return .null }
        let lead = state.register.lead(
            of: file,
            on: LondonTime.date(of: state.lastAccepted),
            by: policy.calendar
        )
        let answers = state.escalations.open(for: id).compactMap { key -> JSONValue? in
            guard let obligation = state.escalations[key], let deadline = obligation.deadline else {
                return nil
            }
            return .object([
                JSONMember("seq", .integer(key.sequence.number)),
                JSONMember("id", Self.text(state.concerns[key.sequence])),
                JSONMember("severity", .string(obligation.severity.rawValue)),
                JSONMember("owner", Self.text(obligation.owner?.staff)),
                JSONMember("since", .integer(obligation.raisedAt.milliseconds)),
                JSONMember("due", .integer(deadline.milliseconds)),
            ])
        }
        let households = Set(file.children.flatMap { state.register.households(of: $0) }).sorted()
        let members = [
            JSONMember("case", .string(id.text)),
            JSONMember("status", .string(file.isOpen ? "open" : "closed")),
            JSONMember("legal-basis", file.legalBasis.map { .string($0.rawValue) } ?? .null),
            JSONMember("lead", Self.text(lead?.staff)),
            JSONMember("lead-role", lead.map { .string($0.role.code) } ?? .null),
            JSONMember(
                "team",
                .array(
                    file.activeRegister.map { allocation in
                        .object([
                            JSONMember("role", .string(allocation.role.code)),
                            JSONMember("staff", .string(allocation.staff.text)),
                            JSONMember("from", .integer(allocation.from.milliseconds)),
                        ])
                    }
                )
            ),
            JSONMember("children", .array(file.children.map { .string($0.text) })),
            JSONMember("households", .array(households.map { .string($0.text) })),
            JSONMember("to-answer", .array(answers)),
        ]
        return .object(doubt(about: id) + members + sections(of: id, for: user))
    }

    /// What nobody has taken, the longest waiting first within each kind.
    var dutyRows: [JSONValue] {
        let unallocated = state.casebook.unallocated.map { alarm in
            dutyRow(
                "unallocated",
                caseID: alarm.caseID,
                since: alarm.since,
                due: nil,
                owner: lead(of: alarm.caseID, at: state.lastAccepted)
            )
        }
        let overdue = state.escalations.exhausted.compactMap { key -> JSONValue? in
            guard let owner = state.escalations[key]?.owner, let since = state.escalations[key]?.raisedAt
            else { return nil }
            return dutyRow(
                "overdue",
                sequence: key.sequence,
                caseID: key.caseID,
                since: since,
                due: nil,
                owner: owner
            )
        }
        let alarmsOfSilence = alarmsOfSilence
        let unmatched = state.escalations.open.filter {
            $0.caseID == nil && !isOpenQuestion($0.sequence) && !alarmsOfSilence.contains($0.sequence)
        }.compactMap { key -> JSONValue? in
            guard let obligation = state.escalations[key], obligation.deadline != nil else { return nil }
            return dutyRow(
                state.quarantine.contains { $0.alarm == key.sequence } ? "quarantined" : "unmatched",
                sequence: key.sequence,
                caseID: nil,
                since: obligation.raisedAt,
                due: obligation.deadline,
                owner: obligation.owner
            )
        }
        let undelivered = refusedByPeer.sorted { $0.key < $1.key }.flatMap { peer, sequences in
            sequences.map { sequence in
                dutyRow(
                    "undelivered-to-\(peer)",
                    sequence: sequence,
                    caseID: nil,
                    since: state.lastAccepted,
                    due: nil,
                    owner: nil
                )
            }
        }
        return unallocated + overdue + climbingRows + matchRows + unmatched + silentRows + undelivered
            + alarms.map(dutyRow)
    }

    /// What somebody did not answer in time, and is with the next rung, the soonest due first.
    private var climbingRows: [JSONValue] {
        let climbing = state.escalations.open.compactMap { key -> (due: Instant, row: JSONValue)? in
            guard key.caseID != nil, let obligation = state.escalations[key],
                case .waiting(let rung, _, let due) = obligation.state, obligation.hasClimbed
            else { return nil }
            let row = dutyRow(
                "climbing",
                sequence: key.sequence,
                caseID: key.caseID,
                since: obligation.raisedAt,
                due: due,
                owner: obligation.owner,
                and: [JSONMember("rung", .integer(Int64(rung)))]
            )
            return (due, row)
        }
        return climbing.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
            .map(\.element.row)
    }

    private func dutyRow(_ alarm: TransferAlarm) -> JSONValue {
        let lineage: LineageID? =
            switch alarm {
            case .offerOfWhatWeHold(let lineage, _), .takenBack(let lineage, _), .passedOn(let lineage, _),
                .lostConcerns(let lineage, _), .acceptanceUnknown(let lineage, _):
                lineage
            case .setBack: nil
            }
        return dutyRow(
            lineage == nil ? "set-back" : "hold",
            caseID: lineage.flatMap { state.transfers.cases(of: $0).first },
            since: state.lastAccepted,
            due: nil,
            owner: nil
        )
    }

    func dutyRow(
        _ kind: String,
        sequence: LedgerSequence? = nil,
        caseID: CaseID?,
        since: Instant,
        due: Instant?,
        owner: Owner?,
        and further: [JSONMember] = []
    ) -> JSONValue {
        .object(
            [
                JSONMember("kind", .string(kind)),
                JSONMember("seq", sequence.map { .integer($0.number) } ?? .null),
                JSONMember("case", Self.text(caseID)),
                JSONMember("since", .integer(since.milliseconds)),
                JSONMember("due", due.map { .integer($0.milliseconds) } ?? .null),
                JSONMember("owner", Self.text(owner?.staff)),
                JSONMember("owner-role", owner.map { .string($0.role.code) } ?? .null),
            ] + further
        )
    }

    static func text<Kind>(_ identifier: Identifier<Kind>?) -> JSONValue {
        identifier.map { .string($0.text) } ?? .null
    }
}
