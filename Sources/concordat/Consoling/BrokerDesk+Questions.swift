import Console
import Vocabulary
import Wire

extension BrokerDesk {
    /// A question as the wire asks it.
    static func fetch(_ question: Question, for person: StaffID?) -> ClientMessage.Fetch {
        var fetch = ClientMessage.Fetch(what(question.subject), limit: question.limit)
        fetch.person = person
        fetch.after = question.after
        switch question.subject {
        case .inbox(let all): fetch.all = all
        case .caseFile(let id): fetch.caseID = id
        case .story(let id, let stretch):
            fetch.caseID = id
            fetch.agency = stretch.agency
            fetch.knownOn = stretch.knownOn
            fetch.from = stretch.from?.milliseconds
            fetch.to = stretch.to?.milliseconds
            fetch.newestFirst = stretch.newestFirst
        case .pack(let id, let meeting):
            fetch.caseID = id
            fetch.sequence = meeting
        case .transfers(let id): fetch.transfer = id
        case .transferWords(let id):
            fetch.transfer = id
            fetch.all = true
        case .explanation(let sequence), .instants(let sequence): fetch.sequence = sequence
        case .lateness(let from, let to):
            fetch.from = from.milliseconds
            fetch.to = to.milliseconds
        case .receipt(let id): fetch.id = id
        case .proof(let from, let to):
            fetch.from = from
            fetch.to = to
        case .caseload, .duty, .checkpoint, .status: break
        }
        return fetch
    }

    private static func what(_ subject: Question.Subject) -> ClientMessage.Fetch.What {
        switch subject {
        case .inbox: .inbox
        case .caseload: .caseload
        case .caseFile: .case
        case .story: .chronology
        case .pack: .pack
        case .duty: .duty
        case .transfers, .transferWords: .transfer
        case .explanation: .explain
        case .instants: .instants
        case .lateness: .lateness
        case .receipt: .receipt
        case .checkpoint: .checkpoint
        case .proof: .proof
        case .status: .status
        }
    }
}
