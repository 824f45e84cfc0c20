import Console
import Settings
import Vocabulary
import ZeroMQ

/// What `concordat console` runs, and `serve` beside the broker whose file names it.
///
///     broker: broker.yaml             # the authority, its endpoint, its topics and its staff register
///     server-key: "…40 characters of Z85…"
///     listen: {host: 127.0.0.1, port: 18025}
///     url: http://127.0.0.1:18025     # where browsers find it
///     tls: {certificate: web.pem, key: web.key}   # may be missing only at a loopback address
///     sign-in: demo                   # or: {issuer: https://…, client: concordat, secret: secret.txt, claim: …, agency: …}
///     systems:                        # the key that speaks for each agency whose staff sign in
///       - {system: bhm-csc/console, certificate: keys/bhm-csc-console.key_secret}
///     boxes: console/                 # what those systems were told and have said
///     governance: [bhm-csc/helen.marsh]   # who may see who read what
///     idle-minutes: 15
///     longest-hours: 10
///
/// Paths are relative to the file.
struct ConsoleFile {
    /// The key that speaks for an agency's staff.
    struct System {
        let user: UserID
        let certificatePath: String
    }

    let broker: BrokerFile
    let serverKey: String
    let settings: ConsoleSettings
    let systems: [System]
    let boxesPath: String

    /// Reads the file and all that it names.
    ///
    /// - Throws: every fault in any of them.
    init(path: String) throws(SettingsFaults) {
        var reading = SettingsReading()
        let file = Self.read(path, &reading)
        self = try reading.result(file)
    }

    private init(
        broker: BrokerFile,
        serverKey: String,
        settings: ConsoleSettings,
        systems: [System],
        boxesPath: String
    ) {
        self.broker = broker
        self.serverKey = serverKey
        self.settings = settings
        self.systems = systems
        self.boxesPath = boxesPath
    }

    private static func read(_ path: String, _ reading: inout SettingsReading) -> ConsoleFile? {
        let file = reading.mapping(
            reading.open(path),
            required: ["broker", "server-key", "listen", "url", "sign-in", "systems", "boxes"],
            optional: ["tls", "governance", "idle-minutes", "longest-hours"]
        )
        let broker = reading.path(file?["broker"]).flatMap { Self.broker(at: $0, &reading) }
        let serverKey = reading.publicKey(file?["server-key"])
        let listen = reading.mapping(file?["listen"], required: ["host", "port"])
        let host = reading.text(listen?["host"])
        let port = reading.integer(listen?["port"], in: 0...65_535)
        let url = reading.value(file?["url"], mustBe: "http(s)://host[:port], without a slash at the end") {
            text -> String? in
            (text.hasPrefix("http://") || text.hasPrefix("https://")) && !text.hasSuffix("/") ? text : nil
        }
        let signIn = signIn(file?["sign-in"], &reading)
        let systems = reading.list(file?["systems"], atLeast: 1).compactMap { Self.system($0, &reading) }
        let boxes = reading.path(file?["boxes"])
        let tls = file?["tls"].flatMap { Self.certificates($0, &reading) }
        let governance = reading.list(file?["governance"]).compactMap { place in
            reading.value(place, mustBe: "somebody on the staff") { StaffID($0) }
        }
        let idle = reading.integer(file?["idle-minutes"], in: 1...60)
        let longest = reading.integer(file?["longest-hours"], in: 1...24)
        guard let broker, let serverKey, let host, let port, let url, let signIn, let boxes else {
            return nil
        }
        var settings = ConsoleSettings(
            authority: broker.authority,
            name: broker.name,
            host: host,
            port: Int(port),
            url: url,
            certificates: tls,
            signIn: signIn,
            governance: governance,
            directory: StaffDirectory(broker),
            catalogue: broker.catalogue
        )
        if let idle { settings.patience.idleMilliseconds = idle * 60_000 }
        if let longest { settings.patience.absoluteMilliseconds = longest * 3_600_000 }
        return ConsoleFile(
            broker: broker,
            serverKey: serverKey,
            settings: settings,
            systems: systems,
            boxesPath: boxes
        )
    }

    private static func broker(at path: String, _ reading: inout SettingsReading) -> BrokerFile? {
        do throws(SettingsFaults) {
            return try BrokerFile(path: path)
        } catch {
            reading.note(error)
            return nil
        }
    }

    private static func signIn(
        _ place: SettingsPlace?,
        _ reading: inout SettingsReading
    ) -> ConsoleSettings.SignIn? {
        guard let place else { return nil }
        guard place.isMapping else {
            return reading.value(place, mustBe: "demo, or a mapping with issuer and client") {
                text -> ConsoleSettings.SignIn? in
                text == "demo" ? .demo : nil
            }
        }
        let client = reading.mapping(
            place,
            required: ["issuer", "client"],
            optional: ["secret", "claim", "agency"]
        )
        let issuer = reading.value(client?["issuer"], mustBe: "https://…, as the provider writes it") {
            text -> String? in
            text.hasPrefix("https://") || text.hasPrefix("http://127.0.0.1") ? text : nil
        }
        let id = reading.text(client?["client"])
        let secret = client?["secret"].flatMap { Self.secret($0, &reading) }
        let claim = client?["claim"].flatMap { reading.text($0) }
        let agency = client?["agency"].flatMap { place in
            reading.value(place, mustBe: "an agency's id") { AgencyID($0) }
        }
        guard let issuer, let id else { return nil }
        return .provider(
            OpenIDClient(
                issuer: issuer,
                clientID: id,
                secret: secret,
                claim: claim ?? "preferred_username",
                agency: agency
            )
        )
    }

    /// A file of its own, so that the configuration can be shown to people.
    private static func secret(_ place: SettingsPlace, _ reading: inout SettingsReading) -> String? {
        guard let path = reading.path(place) else { return nil }
        do {
            let text = String(decoding: try InputFile.read(path), as: UTF8.self)
            return text.split(whereSeparator: \.isWhitespace).first.map(String.init)
        } catch {
            return reading.refuse(place, mustBe: "a file that can be read")
        }
    }

    private static func system(_ place: SettingsPlace, _ reading: inout SettingsReading) -> System? {
        let system = reading.mapping(place, required: ["system", "certificate"])
        let user = reading.value(system?["system"], mustBe: "<agency>/<system>") { text -> UserID? in
            text.contains("/") ? UserID(text) : nil
        }
        let certificate = reading.path(system?["certificate"])
        guard let user, let certificate else { return nil }
        return System(user: user, certificatePath: certificate)
    }

    private static func certificates(
        _ place: SettingsPlace,
        _ reading: inout SettingsReading
    ) -> ConsoleSettings.Certificates? {
        let tls = reading.mapping(place, required: ["certificate", "key"])
        let chain = reading.path(tls?["certificate"])
        let key = reading.path(tls?["key"])
        guard let chain, let key else { return nil }
        return ConsoleSettings.Certificates(chainPath: chain, keyPath: key)
    }
}

extension StaffDirectory {
    /// The staff register of a broker's file: whoever belongs to a team stands for what it stands for.
    fileprivate init(_ file: BrokerFile) {
        let teams = file.agencies.flatMap(\.staff).filter { $0.members != nil }
        let people = file.agencies.flatMap { agency in
            agency.staff.map { staff in
                let shared = teams.filter { $0.members?.contains(staff.id) == true }.flatMap(\.roles)
                return ConsolePerson(
                    id: staff.id,
                    name: staff.name,
                    agency: agency.id,
                    roles: staff.roles + shared.filter { !staff.roles.contains($0) },
                    phone: staff.phone,
                    isTeam: staff.members != nil,
                    isQualified: staff.isQualified
                )
            }
        }
        self.init(
            people: people,
            agencies: file.agencies.map { ($0.id, $0.name) },
            authorities: [(file.authority, file.name)] + file.peers.map { ($0.authority, $0.name) }
        )
    }
}
