import Adapters
import Concerns
import JSON
import Settings
import Topics
import Vocabulary

/// What `concordat adapter` runs: one agency's system, the broker it speaks to, and how.
///
///     kind: drop                      # or hl7, http, outward; drop if nothing is said
///     authority: E08000025
///     endpoint: tcp://127.0.0.1:17710
///     server-key: "…40 characters of Z85…"
///     system: wmp/niche
///     certificate: keys/wmp-niche.key_secret
///     box: boxes/wmp-niche            # what is not receipted yet, what was taken, and refused.jsonl
///     topics: ../../Topics            # optional: events are held against the schemas before anything is published
///     silent-after: 24 hours          # optional: longer silence is told to the front door (feed.silent)
///     contact: {name: …, role: …, phone: …}   # whom they ring then
///     metrics: /var/lib/node_exporter/niche.prom
///
/// What each kind needs besides is told in `Configs/adapters/README.md`. Paths are relative to the file.
struct AdapterFile: Sendable {
    /// What an adapter does.
    enum Kind: Sendable {
        case drop(DropFolderConfiguration)
        case hl7(HL7Configuration)
        case http(HTTPConfiguration)
        case outward(OutwardConfiguration)
    }

    /// One system, as which the adapter speaks.
    struct System: Sendable {
        let source: EventSource
        let certificatePath: String
        let boxPath: String
    }

    let endpoint: String
    let serverKey: String
    let systems: [System]
    let kind: Kind
    let silence: SilenceWatch.Terms?
    let metricsPath: String?

    /// Reads the file and all that it names.
    ///
    /// - Throws: every fault in any of them.
    init(path: String) throws(SettingsFaults) {
        var reading = SettingsReading()
        let file = Self.read(path, &reading)
        self = try reading.result(file)
    }

    private init(_ broker: Broker, _ systems: [System], _ kind: Kind, _ extras: Extras) {
        endpoint = broker.endpoint
        serverKey = broker.serverKey
        self.systems = systems
        self.kind = kind
        silence = extras.silence
        metricsPath = extras.metricsPath
    }

    // MARK: Reading

    private static let common = ["authority", "endpoint", "server-key"]
    private static let oneSystem = ["system", "certificate", "box"]
    private static let optional = ["kind", "topics", "silent-after", "contact", "metrics"]

    private static func read(_ path: String, _ reading: inout SettingsReading) -> AdapterFile? {
        let place = reading.open(path)
        let name = place?["kind"].flatMap { kind in
            reading.value(kind, mustBe: "one of " + KindName.allCases.map(\.rawValue).joined(separator: ", "))
            { KindName(rawValue: $0) }
        }
        guard place?["kind"] == nil || name != nil else { return nil }
        let kindName = name ?? .drop
        let file = reading.mapping(
            place,
            required: common + kindName.required,
            optional: optional + kindName.optional
        )
        let broker = Broker(file, &reading)
        let callers =
            kindName == .http
            ? reading.list(file?["callers"], atLeast: 1).compactMap { caller($0, broker, &reading) } : []
        let systems =
            kindName == .http
            ? callers.map(\.system) : [system(file, at: broker?.authority, &reading)].compactMap { $0 }
        let catalogue = reading.path(file?["topics"]).flatMap { Self.catalogue(at: $0, &reading) }
        let extras = Extras(file, &reading)
        let terms = KindTerms(source: systems.first?.source, catalogue: catalogue)
        let kind: Kind? =
            switch kindName {
            case .drop: terms.drop(file, &reading).map { .drop($0) }
            case .hl7: terms.hl7(file, &reading).map { .hl7($0) }
            case .http: terms.http(file, callers.map(\.terms), &reading).map { .http($0) }
            case .outward: OutwardTerms(system: systems.first).outward(file, &reading).map { .outward($0) }
            }
        guard let broker, !systems.isEmpty, let kind else { return nil }
        return AdapterFile(broker, systems, kind, extras)
    }

    private enum KindName: String, CaseIterable {
        case drop, hl7, http, outward

        var required: [String] {
            switch self {
            case .drop: AdapterFile.oneSystem + ["drop", "mapping"]
            case .hl7: AdapterFile.oneSystem + ["listen", "mapping"]
            case .http: ["listen", "callers"]
            case .outward: AdapterFile.oneSystem + ["subscribe", "people"]
            }
        }

        var optional: [String] {
            switch self {
            case .drop: ["look-every"]
            case .hl7: ["tls", "charset", "longest", "answer-within"]
            case .http: ["tls", "fhir", "longest", "answer-within"]
            case .outward: ["mail", "calendars", "console", "look-every"]
            }
        }
    }

    private struct Broker {
        let authority: AuthorityCode
        let endpoint: String
        let serverKey: String

        init?(_ file: SettingsPlace?, _ reading: inout SettingsReading) {
            let authority = reading.authority(file?["authority"])
            let endpoint = reading.endpoint(file?["endpoint"])
            let serverKey = reading.publicKey(file?["server-key"])
            guard let authority, let endpoint, let serverKey else { return nil }
            self.authority = authority
            self.endpoint = endpoint
            self.serverKey = serverKey
        }
    }

    /// One of those that may speak over HTTP: a system with its own key and box, and its secrets' digests.
    private static func caller(
        _ place: SettingsPlace,
        _ broker: Broker?,
        _ reading: inout SettingsReading
    ) -> (system: System, terms: HTTPCaller)? {
        let file = reading.mapping(place, required: oneSystem, optional: ["tokens", "client-certificates"])
        let system = system(file, at: broker?.authority, &reading)
        func digests(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> [Digest] {
            reading.list(place).compactMap { element in
                reading.value(element, mustBe: "a SHA-256 of 64 digits") { Digest(hex: $0) }
            }
        }
        let tokens = digests(file?["tokens"], &reading)
        let certificates = digests(file?["client-certificates"], &reading)
        guard let system else { return nil }
        guard !tokens.isEmpty || !certificates.isEmpty else {
            return reading.refuse(
                place,
                was: "a caller without secrets",
                mustBe: "one with tokens or client-certificates"
            )
        }
        return (system, HTTPCaller(source: system.source, tokens: tokens, certificates: certificates))
    }

    private static func system(
        _ place: SettingsPlace?,
        at authority: AuthorityCode?,
        _ reading: inout SettingsReading
    ) -> System? {
        let source: EventSource? = reading.value(place?["system"], mustBe: "<agency>/<system>") {
            Self.source($0, at: authority)
        }
        let certificate = reading.path(place?["certificate"])
        let box = reading.path(place?["box"])
        guard let source, let certificate, let box else { return nil }
        return System(source: source, certificatePath: certificate, boxPath: box)
    }

    /// Who speaks; without an authority, whose fault is noted already, any will do.
    private static func source(_ system: String, at authority: AuthorityCode?) -> EventSource? {
        let parts = system.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let agency = AgencyID(parts[0]),
            let authority = authority ?? AuthorityCode("unknown")
        else { return nil }
        return EventSource(authority: authority, agency: agency, system: parts[1])
    }

    private static func catalogue(at path: String, _ reading: inout SettingsReading) -> Catalogue? {
        do throws(SettingsFaults) {
            return try CatalogueFolder(path: path).catalogue()
        } catch {
            reading.note(error)
            return nil
        }
    }

    /// What any kind may have.
    private struct Extras {
        let silence: SilenceWatch.Terms?
        let metricsPath: String?

        init(_ file: SettingsPlace?, _ reading: inout SettingsReading) {
            metricsPath = reading.path(file?["metrics"])
            let contact = reading.mapping(
                file?["contact"],
                required: ["name", "phone"],
                optional: ["role", "hours"]
            )
            let numbers = contact.flatMap { reading.json($0) }
            silence = file?["silent-after"].flatMap { place in
                reading.value(place, mustBe: "a time such as 90 minutes, 24 hours or 3 days") { text in
                    AdapterFile.duration(text).map {
                        SilenceWatch.Terms(limit: $0, phrase: text, contact: numbers)
                    }
                }
            }
        }
    }

    static func duration(_ text: String) -> Duration? {
        guard let match = text.wholeMatch(of: /([1-9][0-9]{0,3}) (second|minute|hour|day)s?/),
            let count = Int(match.1)
        else { return nil }
        let seconds = ["second": 1, "minute": 60, "hour": 3_600, "day": 86_400][String(match.2)] ?? 0
        return .seconds(count * seconds)
    }
}
