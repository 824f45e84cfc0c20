import BrokerCore
import Concerns
import JSON
import Routing
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// The systems that these tests' brokers know.
struct Town {
    /// Publishes `police.>` with the role PPU, and sees `police.>`.
    let police = KeyPair.generate()
    /// Another force, with the same rights.
    let rail = KeyPair.generate()
    /// Publishes nothing; sees `police.>` and every case.
    let health = KeyPair.generate()
    /// Another system of the health agency, with the same rights.
    let clinic = KeyPair.generate()
    /// Publishes `register.>` as head of service.
    let manager = KeyPair.generate()

    var keys: [SystemKey] {
        [
            Self.key(police, "wmp/niche", "PPU", publishes: "police.>", sees: "police.>"),
            Self.key(rail, "btp/crime", "PPU", publishes: "police.>", sees: "police.>"),
            Self.key(health, "bhm-hv/child-health", "HV", sees: "police.>", "case.E08000025.>"),
            Self.key(clinic, "bhm-hv/clinic", "HV", sees: "police.>", "case.E08000025.>"),
            Self.key(manager, "bhm-csc/casework", "HOS", publishes: "register.>"),
        ]
    }

    static func key(
        _ keys: KeyPair,
        _ user: String,
        _ role: String,
        publishes: String? = nil,
        sees: String...
    ) -> SystemKey {
        SystemKey(
            key: identifier(keys.publicKey.z85, CurveKind.self),
            user: identifier(user, UserKind.self),
            status: .active,
            roles: [Role(role)].compactMap(\.self),
            publishes: [publishes].compactMap { $0.flatMap { TopicPattern($0) } },
            sees: sees.compactMap { TopicPattern($0) },
            cases: .all
        )
    }

    /// What police say of an incident: the catalogue's own example, under an id that ends with the number.
    static func incident(
        _ number: Int,
        by user: String = "wmp/niche",
        grade: String = "medium",
        summary: String? = nil,
        bytes: Int = 0
    ) throws -> ClientMessage.Publish {
        let topic = try #require(Topic("police.domestic-incident"))
        let example = try #require(try TestBroker.catalogue.get()[topic]).example
        let digits = String(number)
        let id = "7b3f1f5e-6f51-4a43-9df0-" + String(repeating: "0", count: 12 - digits.count) + digits
        var writer = JSONWriter()
        writer.beginObject()
        for (key, node) in example.root.members {
            writer.key(text: key)
            switch key {
            case "id": writer.string(id)
            case "source": writer.string("urn:concordat:E08000025:" + user.replacing("/", with: ":"))
            case "data":
                writer.beginObject()
                for (key, node) in node.members {
                    writer.key(text: key)
                    switch (key, summary) {
                    case ("dash-grade", _): writer.string(grade)
                    case ("summary", let summary?): writer.string(summary)
                    default: writer.raw(node.raw)
                    }
                }
                writer.endObject()
            default: writer.raw(node.raw)
            }
        }
        writer.endObject()
        // Spaces after the document are JSON too.
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: max(0, bytes - writer.bytes.count))
        let body = writer.bytes + padding
        return ClientMessage.Publish(
            id: identifier(id, MessageKind.self),
            topic: topic,
            sha256: .ofBody(body),
            body: body
        )
    }

    static func registrationID(_ number: Int) -> MessageID {
        identifier("5f0c1d4e-0b8e-4c57-9d0f-2f1a7f3c\(1_000 + number)", MessageKind.self)
    }

    /// What the manager says of a key.
    static func registration(
        _ number: Int,
        key: String,
        user: String = "wmp/spare",
        status: String
    ) throws -> ClientMessage.Publish {
        let id = registrationID(number)
        let body = Array(
            """
            {"specversion":"1.0","id":"\(id)","source":"urn:concordat:E08000025:bhm-csc:casework",\
            "type":"register.key.v1","subject":"","time":"2026-11-24T09:00:00Z",\
            "datacontenttype":"application/json","data":{"key":"\(key)","user":"\(user)",\
            "status":"\(status)","roles":["PPU"],"publishes":["police.>"],"sees":[],"cases":"involved"}}
            """.utf8
        )
        return ClientMessage.Publish(
            id: id,
            topic: try #require(Topic("register.key")),
            sha256: .ofBody(body),
            body: body
        )
    }

    static func subscription(
        _ sub: String = "all",
        _ topics: [String] = ["police.>"],
        window: Int = 16,
        from: ClientMessage.Subscribe.Start = .now
    ) -> ClientMessage.Verb {
        .subscribe(
            ClientMessage.Subscribe(
                sub: identifier(sub, SubscriptionKind.self),
                topics: topics.compactMap { TopicPattern($0) },
                window: window,
                from: from
            )
        )
    }
}
