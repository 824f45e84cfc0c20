import Adapters
import Concerns
import Foundation
import Settings
import Topics
import Vocabulary

/// Reads whom an outward adapter tells, and how.
///
///     subscribe: ["case.E08000025.>"]       # deliveries that wake it
///     console: https://concordat.example    # optional: named in mails
///     look-every: 900                       # optional: seconds; each look is recorded as a read
///     mail: {host: mail.example, port: 587, from: concordat@example, authorities: ca.pem, user: u, password-file: p}
///     calendars: {listen: 127.0.0.1:8460, tls: {certificate: c.pem, key: c.key}}
///     people:
///       - staff: bhm-csc/nadia.bloom
///         mail: nadia.bloom@example
///         hooks: [{url: https://example/hook, form: json, secret-file: hook.secret}]
///         calendar: <SHA-256 of the token in her calendar's address>
struct OutwardTerms {
    let system: AdapterFile.System?

    func outward(_ file: SettingsPlace?, _ reading: inout SettingsReading) -> OutwardConfiguration? {
        let topics = reading.list(file?["subscribe"], atLeast: 1).compactMap { place in
            reading.value(place, mustBe: "a pattern of topics such as case.>") { TopicPattern($0) }
        }
        let people = reading.list(file?["people"], atLeast: 1).compactMap { person($0, &reading) }
        let mail = mailServer(file?["mail"], &reading)
        let calendars = calendars(file?["calendars"], &reading)
        let interval = reading.integer(file?["look-every"], in: 1...86_400)
        let console = file?["console"].flatMap { place in
            reading.value(place, mustBe: "an https address") { Self.isAddress($0) ? $0 : nil }
        }
        guard let system else { return nil }
        if mail == nil, let person = people.first(where: { $0.mail != nil }), file?["mail"] == nil {
            return file?["people"].flatMap { place in
                reading.refuse(
                    place,
                    was: "mail for \(person.staff)",
                    mustBe: "with a `mail` server, which is missing"
                )
            }
        }
        var configuration = OutwardConfiguration(source: system.source, topics: topics, people: people)
        configuration.mailServer = mail
        configuration.calendars = calendars
        configuration.console = console
        if let interval { configuration.interval = .seconds(interval) }
        return configuration
    }

    private func person(_ place: SettingsPlace, _ reading: inout SettingsReading) -> OutwardConfiguration
        .Person?
    {
        let file = reading.mapping(place, required: ["staff"], optional: ["mail", "hooks", "calendar"])
        let staff = reading.value(file?["staff"], mustBe: "staff of this system's agency, <agency>/<name>") {
            text in
            StaffID(text).flatMap { system == nil || $0.agency == system?.source.agency ? $0 : nil }
        }
        let mail = file?["mail"].flatMap { Self.mail($0, &reading) }
        let hooks = reading.list(file?["hooks"]).compactMap { hook($0, &reading) }
        let calendar = file?["calendar"].flatMap { place in
            reading.value(place, mustBe: "the SHA-256 of a token, 64 digits") { Digest(hex: $0) }
        }
        return staff.map {
            OutwardConfiguration.Person(staff: $0, mail: mail, hooks: hooks, calendar: calendar)
        }
    }

    private func hook(_ place: SettingsPlace, _ reading: inout SettingsReading) -> OutwardConfiguration.Hook?
    {
        let file = reading.mapping(place, required: ["url", "secret-file"], optional: ["form"])
        let url = reading.value(file?["url"], mustBe: "an https address") { Self.isAddress($0) ? $0 : nil }
        let names = OutwardConfiguration.Hook.Form.allCases.map(\.rawValue).joined(separator: ", ")
        let form = file?["form"].flatMap { place in
            reading.value(place, mustBe: "one of " + names) { OutwardConfiguration.Hook.Form(rawValue: $0) }
        }
        let secret = Self.secret(file?["secret-file"], atLeast: 16, &reading)
        guard let url, let secret else { return nil }
        return OutwardConfiguration.Hook(url: url, form: form ?? .json, secret: secret)
    }

    private func mailServer(
        _ place: SettingsPlace?,
        _ reading: inout SettingsReading
    ) -> OutwardConfiguration.MailServer? {
        guard place != nil else { return nil }
        let file = reading.mapping(
            place,
            required: ["host", "port", "from"],
            optional: ["authorities", "user", "password-file"]
        )
        let host = reading.text(file?["host"])
        let port = reading.integer(file?["port"], in: 1...65_535)
        let from = file?["from"].flatMap { Self.mail($0, &reading) }
        let user = reading.text(file?["user"])
        let password = Self.secret(file?["password-file"], atLeast: 1, &reading)
        guard let host, let port, let from else { return nil }
        var server = OutwardConfiguration.MailServer(host: host, port: Int(port), from: from)
        server.authorities = reading.path(file?["authorities"])
        if let user, let password { server.account = (user, String(decoding: password, as: UTF8.self)) }
        return server
    }

    private func calendars(
        _ place: SettingsPlace?,
        _ reading: inout SettingsReading
    ) -> (host: String, port: Int, tls: TLSFiles?)? {
        guard place != nil else { return nil }
        let file = reading.mapping(place, required: ["listen"], optional: ["tls"])
        let address = KindTerms.address(file?["listen"], &reading)
        let tls = KindTerms.tls(file?["tls"], &reading)
        return address.map { ($0.host, $0.port, tls) }
    }

    private static func mail(_ place: SettingsPlace, _ reading: inout SettingsReading) -> String? {
        reading.value(place, mustBe: "an address such as name@example.org") { text in
            OutwardConfiguration.isMailAddress(text) ? text : nil
        }
    }

    /// The first line of a file; what stands there is not repeated.
    private static func secret(
        _ place: SettingsPlace?,
        atLeast least: Int,
        _ reading: inout SettingsReading
    ) -> [UInt8]? {
        guard let place, let path = reading.path(place) else { return nil }
        let bytes = FileManager.default.contents(atPath: path).map {
            [UInt8]($0.prefix { $0 != 0x0a && $0 != 0x0d })
        }
        guard let bytes, bytes.count >= least else {
            return reading.refuse(
                place,
                mustBe: "a file whose first line is a secret of at least \(least) bytes"
            )
        }
        return bytes
    }

    /// Over the open network a notice needs TLS, however little it says.
    private static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://127.0.0.1:")
            || text.hasPrefix("http://localhost:")
    }
}
