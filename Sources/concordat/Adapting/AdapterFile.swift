import Adapters
import Concerns
import Settings
import Topics
import Vocabulary

/// What `concordat adapter` runs: a drop folder of one agency's system, the broker it speaks to, and the mapping.
///
///     authority: E08000025
///     endpoint: tcp://127.0.0.1:17710
///     server-key: "…40 characters of Z85…"
///     system: wmp/niche
///     certificate: keys/wmp-niche.key_secret
///     box: boxes/wmp-niche            # what is not receipted yet, and what was taken
///     drop: drops/wmp-niche           # watched; done/ and rejected/ are made in it
///     mapping: ../adapters/police-domestic-incidents.yaml
///     topics: ../../Topics            # optional: rows are held against the schemas before anything is published
///     look-every: 2                   # optional: seconds between two looks
///
/// Paths are relative to the file.
struct AdapterFile: Sendable {
    let authority: AuthorityCode
    let endpoint: String
    let serverKey: String
    let certificatePath: String
    let boxPath: String
    let watch: DropFolderConfiguration

    /// Reads the file and all that it names.
    ///
    /// - Throws: every fault in any of them.
    init(path: String) throws(SettingsFaults) {
        var reading = SettingsReading()
        let file = Self.read(path, &reading)
        self = try reading.result(file)
    }

    private init(_ terms: Terms, _ watch: DropFolderConfiguration) {
        authority = terms.authority
        endpoint = terms.endpoint
        serverKey = terms.serverKey
        certificatePath = terms.certificate
        boxPath = terms.box
        self.watch = watch
    }

    private struct Terms {
        let authority: AuthorityCode
        let endpoint: String
        let serverKey: String
        let certificate: String
        let box: String

        init?(_ file: SettingsPlace?, _ reading: inout SettingsReading) {
            let authority = reading.authority(file?["authority"])
            let endpoint = reading.endpoint(file?["endpoint"])
            let serverKey = reading.publicKey(file?["server-key"])
            let certificate = reading.path(file?["certificate"])
            let box = reading.path(file?["box"])
            guard let authority, let endpoint, let serverKey, let certificate, let box else { return nil }
            self.authority = authority
            self.endpoint = endpoint
            self.serverKey = serverKey
            self.certificate = certificate
            self.box = box
        }
    }

    private static func read(_ path: String, _ reading: inout SettingsReading) -> AdapterFile? {
        let file = reading.mapping(
            reading.open(path),
            required: [
                "authority", "endpoint", "server-key", "system", "certificate", "box", "drop", "mapping",
            ],
            optional: ["topics", "look-every"]
        )
        let terms = Terms(file, &reading)
        let authority = terms?.authority
        let source: EventSource? = reading.value(file?["system"], mustBe: "<agency>/<system>") {
            Self.source($0, at: authority)
        }
        let folder = reading.path(file?["drop"])
        let mapping = reading.path(file?["mapping"]).flatMap { MappingFile.read($0, &reading) }
        let catalogue = reading.path(file?["topics"]).flatMap { Self.catalogue(at: $0, &reading) }
        let interval = reading.integer(file?["look-every"], in: 1...3_600)
        guard let terms, let source, let folder, let mapping else { return nil }
        var watch = DropFolderConfiguration(
            folder: folder,
            mapping: mapping,
            source: source,
            catalogue: catalogue
        )
        if let interval { watch.interval = Duration.seconds(interval) }
        return AdapterFile(terms, watch)
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
}
