import JSON
import Vocabulary

@testable import Transfer

/// Literals of the state tables: one child, Birmingham offers to Solihull, epoch 1.
struct TransferFixture {
    let birmingham: AuthorityCode
    let solihull: AuthorityCode
    let parties: TransferParties
    let member: TransferMember
    let person = NamedPerson(name: "Colin Speight", role: "TM", contact: "0121 496 0260")
    let conference = CivilDate(daysSinceEpoch: 17_185)
    /// The digests of the offer, its acceptance and its release, and of a document of its pack.
    let offer: Digest
    let acceptance: Digest
    let release: Digest
    let document: Digest
    /// A concern that a release lists and that has not come.
    let missing: ConcernKey

    init() throws {
        birmingham = try AuthorityCode("E08000025").orThrow()
        solihull = try AuthorityCode("E08000029").orThrow()
        parties = TransferParties(
            transfer: try TransferID("TR-1").orThrow(),
            lineage: try LineageID("L-1042").orThrow(),
            from: birmingham,
            to: solihull
        )
        member = TransferMember(
            case: try CaseID("C-1042").orThrow(),
            identifiers: [.init(scheme: "nhs", value: "9990516286")]
        )
        offer = try Self.digest("0f")
        acceptance = try Self.digest("0a")
        release = try Self.digest("0e")
        document = try Self.digest("0d")
        missing = ConcernKey(source: "urn:concordat:E08000025:wmp:niche", id: try MessageID("c-1").orThrow())
    }

    static func digest(_ ending: String) throws -> Digest {
        try Digest(hex: String(repeating: "0", count: 64 - ending.count) + ending).orThrow()
    }

    var notice: TransferContent {
        .moveNotified(MoveNotice(members: [member], fromDate: CivilDate(daysSinceEpoch: 17_156)))
    }

    var terms: OfferTerms {
        OfferTerms(
            kind: .childProtection,
            members: [member],
            pack: [PackItem(kind: "cp-plan", digest: document)]
        )
    }

    func released(coming: [ConcernKey] = []) -> TransferContent {
        .released(
            ReleaseTerms(
                offer: offer,
                acceptance: acceptance,
                person: person,
                through: LedgerSequence(0),
                coming: coming
            )
        )
    }

    var accepted: TransferContent {
        .accepted(Acceptance(offer: offer, person: person, conference: conference))
    }

    var packed: TransferContent {
        .pack(
            PackDocument(offer: offer, item: PackItem(kind: "cp-plan", digest: document), content: "plan")
        )
    }
}

/// A book that is told things one after another, each with an entry of its own.
struct ToldBook {
    var book: TransferBook
    let fixture: TransferFixture
    let peer: AuthorityCode
    private var sequence: Int64 = 0

    init(of own: AuthorityCode, _ fixture: TransferFixture) {
        book = TransferBook(of: own)
        self.fixture = fixture
        peer = own == fixture.birmingham ? fixture.solihull : fixture.birmingham
    }

    /// Says something, and then whatever the broker owes; the peer receipts all of it.
    mutating func tell(
        _ content: TransferContent,
        by speaker: Speaker,
        epoch: Int64 = 1,
        digest: Digest? = nil
    ) throws {
        var decision = try hear(content, by: speaker, epoch: epoch, digest: digest)
        while let owed = book.owed.first {
            decision = try hear(owed.content, by: .broker, epoch: owed.header.epoch)
        }
        for parcel in book.outbox.waiting(for: peer) {
            _ = book.receipted(parcel.sequence, by: peer, at: decision.facts.last?.at ?? now)
        }
    }

    mutating func hear(
        _ content: TransferContent,
        by speaker: Speaker,
        epoch: Int64 = 1,
        digest: Digest? = nil
    ) throws -> Decision<TransferFact, TransferAction> {
        sequence += 1
        let said = EntryReference(
            sequence: LedgerSequence(sequence),
            id: try MessageID("m-\(sequence)").orThrow(),
            digest: try digest ?? TransferFixture.digest("\(1000 + sequence)")
        )
        let message = TransferMessage(fixture.parties.header(epoch: epoch), content)
        return try book.heard(Saying(message, by: speaker, said: said, time: now), at: now)
    }

    private var now: Instant { Instant(milliseconds: 1_482_400_000_000 + sequence * 60_000) }

    /// The decision in letters: facts, then what the broker owes, then alarms and look-backs; or the refusal.
    ///
    ///     m moved  s stepped  r reserved  n named  o offered  v received  i interim  a accepted  d declined
    ///     l released  z settled  p spoke  q queued  h asked  y replied  c reconciliation  /RDZHA owed  ! alarm  < look back  . nothing
    func outcome(
        _ content: TransferContent,
        by speaker: Speaker,
        epoch: Int64 = 1,
        digest: Digest? = nil
    ) throws -> String {
        var copy = self
        do {
            let decision = try copy.hear(content, by: speaker, epoch: epoch, digest: digest)
            var letters = decision.facts.map(letter).joined()
            let owed = decision.actions.compactMap { action -> String? in
                guard case .publishOwn(let message) = action else { return nil }
                return owedLetter(message.topic)
            }
            if !owed.isEmpty { letters += "/" + owed.joined() }
            for action in decision.actions {
                if case .alarm = action { letters += "!" }
                if case .lookBack = action { letters += "<" }
            }
            return letters.isEmpty ? "." : letters
        } catch let refusal as TransferRefusal {
            return "-" + letter(refusal)
        }
    }

    private func letter(_ fact: TransferFact) -> String {
        switch fact {
        case .moveNoted: "m"
        case .stepped: "s"
        case .epochReserved: "r"
        case .epochNamed: "n"
        case .offered: "o"
        case .received: "v"
        case .interim: "i"
        case .accepted: "a"
        case .declined: "d"
        case .released: "l"
        case .settled: "z"
        case .spoke: "p"
        case .concernKnown: "k"
        case .queued: "q"
        case .receipted: "t"
        case .enrolled: "e"
        case .holdQuestioned: "h"
        case .holdReplied: "y"
        case .journaled: ""
        case .reconciliation: "c"
        }
    }

    private func owedLetter(_ topic: TransferTopic) -> String {
        switch topic {
        case .received: "R"
        case .declined: "D"
        case .settled: "Z"
        case .holdAsked: "H"
        case .holdAnswered: "A"
        case .moveNotified, .acknowledged, .offered, .pack, .queried, .answered, .visitPlan, .servicesMatched,
            .interim, .accepted, .cancelRequested, .conferenceBooked, .conferenceHeld, .coreGroupBooked,
            .waiverAgreed, .released, .stayEnded, .disputed, .childDied:
            "?"
        }
    }

    private func letter(_ refusal: TransferRefusal) -> String {
        switch refusal {
        case .notAParty: "Y"
        case .wrongSide: "W"
        case .brokersOnly: "B"
        case .unknownTransfer: "T"
        case .otherTransfer: "X"
        case .unknownOffer: "O"
        case .wrongEpoch: "E"
        case .epochNotNamed: "N"
        case .caseElsewhere: "C"
        case .outOfTurn: "S"
        case .staysAreNotAccepted: "V"
        case .notInPack: "P"
        case .releaseLacks: "L"
        case .otherAcceptance: "A"
        case .releaseOutdated: "U"
        case .childDied: "D"
        case .notReconciled: "K"
        case .setBack: "Z"
        }
    }
}
