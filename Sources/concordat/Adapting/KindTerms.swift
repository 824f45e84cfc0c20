import Adapters
import Concerns
import Settings
import Topics

/// Reads what each kind of adapter needs of its own.
struct KindTerms {
    /// Who speaks; `nil` if that is at fault already.
    let source: EventSource?
    let catalogue: Catalogue?

    func drop(_ file: SettingsPlace?, _ reading: inout SettingsReading) -> DropFolderConfiguration? {
        let folder = reading.path(file?["drop"])
        let mapping = reading.path(file?["mapping"]).flatMap { MappingFile.read($0, &reading) }
        let interval = reading.integer(file?["look-every"], in: 1...3_600)
        guard let source, let folder, let mapping else { return nil }
        var watch = DropFolderConfiguration(
            folder: folder,
            mapping: mapping,
            source: source,
            catalogue: catalogue
        )
        if let interval { watch.interval = Duration.seconds(interval) }
        return watch
    }

    func hl7(_ file: SettingsPlace?, _ reading: inout SettingsReading) -> HL7Configuration? {
        let address = Self.address(file?["listen"], &reading)
        let mapping = reading.path(file?["mapping"]).flatMap { MessageMappingFile.hl7.read($0, &reading) }
        let tls = Self.tls(file?["tls"], &reading)
        let names = HL7Charset.allCases.map(\.rawValue).joined(separator: ", ")
        let charset = file?["charset"].flatMap { place in
            reading.value(place, mustBe: "one of " + names) { HL7Charset(rawValue: $0) }
        }
        let longest = reading.integer(file?["longest"], in: 1_024...16_777_216)
        let patience = reading.integer(file?["answer-within"], in: 1...600)
        guard let source, let address, let mapping else { return nil }
        var configuration = HL7Configuration(
            host: address.host,
            port: address.port,
            mapping: mapping,
            source: source,
            catalogue: catalogue,
            tls: tls
        )
        if let charset { configuration.charset = charset }
        if let longest { configuration.longestMessage = Int(longest) }
        if let patience { configuration.patience = .seconds(patience) }
        return configuration
    }

    func http(
        _ file: SettingsPlace?,
        _ callers: [HTTPCaller],
        _ reading: inout SettingsReading
    ) -> HTTPConfiguration? {
        let address = Self.address(file?["listen"], &reading)
        let tls = Self.tls(file?["tls"], &reading)
        let fhir = reading.path(file?["fhir"]).flatMap { MessageMappingFile.fhir.read($0, &reading) }
        let longest = reading.integer(file?["longest"], in: 1_024...16_777_216)
        let patience = reading.integer(file?["answer-within"], in: 1...600)
        guard let address else { return nil }
        // A bearer token is a secret like any other: over the open network it needs TLS.
        guard tls != nil || ["127.0.0.1", "localhost", "[::1]"].contains(address.host) else {
            return file?["listen"].flatMap { place in
                reading.refuse(place, mustBe: "an address of this machine alone, unless there is tls")
            }
        }
        var configuration = HTTPConfiguration(
            host: address.host,
            port: address.port,
            tls: tls,
            callers: callers
        )
        configuration.fhir = fhir
        configuration.catalogue = catalogue
        if let longest { configuration.longestBody = Int(longest) }
        if let patience { configuration.patience = .seconds(patience) }
        return configuration
    }

    /// `127.0.0.1:2575`; port 0 lets the system choose.
    static func address(
        _ place: SettingsPlace?,
        _ reading: inout SettingsReading
    ) -> (host: String, port: Int)? {
        reading.value(place, mustBe: "an address and a port, such as 127.0.0.1:2575") { text in
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
                colon > text.startIndex
            else { return nil }
            return (String(text[..<colon]), Int(port))
        }
    }

    /// `{certificate: server.pem, key: server.key, clients: agencies.pem}`.
    static func tls(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> TLSFiles? {
        guard place != nil else { return nil }
        let files = reading.mapping(place, required: ["certificate", "key"], optional: ["clients"])
        let certificate = reading.path(files?["certificate"])
        let key = reading.path(files?["key"])
        let clients = reading.path(files?["clients"])
        guard let certificate, let key else { return nil }
        let tls = TLSFiles(certificate: certificate, key: key, clients: clients)
        do throws(TLSFiles.Fault) {
            try tls.check()
            return tls
        } catch {
            guard let member = files?[error.rawValue] else { return nil }
            return reading.refuse(member, mustBe: "a PEM file that can be read")
        }
    }
}
