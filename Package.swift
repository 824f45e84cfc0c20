// swift-tools-version: 6.2
import PackageDescription

// MARK: Libraries we do not write. Each is owned by the targets that name it below and by no other.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let metricsTestKit = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// MARK: The pure core: values in, decisions out; no Foundation, clock, randomness or `async`.
let core: [Target] = [
    .target(name: "JSON"),
    .target(name: "Vocabulary"),
    .target(name: "Topics", dependencies: ["JSON", "Vocabulary", collections]),
    .target(name: "Concerns", dependencies: ["JSON", "Vocabulary", "Topics", crypto]),
    .target(name: "Wire", dependencies: ["JSON", "Vocabulary", "Topics", "Concerns"]),
    .target(name: "Routing", dependencies: ["Vocabulary", "Topics", collections]),
    .target(name: "Escalation", dependencies: ["Vocabulary"]),
    .target(name: "Patterns", dependencies: ["Vocabulary", "Topics"]),
    .target(name: "Meetings", dependencies: ["Vocabulary", "Topics"]),
    .target(name: "Transfer", dependencies: ["JSON", "Vocabulary", "Topics", "Concerns"]),
    .target(
        name: "BrokerCore",
        dependencies: [
            "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Escalation", "Patterns",
            "Meetings", "Transfer",
        ]
    ),
]

// MARK: Effects: disk, network, files, each behind one target.
let effects: [Target] = [
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .target(name: "CLinuxShims"),
    .target(name: "Ledger", dependencies: ["Vocabulary", "CLinuxShims", crypto]),
    .target(name: "Chronology", dependencies: ["Ledger", "JSON", "Vocabulary", "Topics", grdb]),
    .target(name: "ZeroMQ", dependencies: ["CZeroMQ", "CLinuxShims"]),
    .target(
        name: "Broker",
        dependencies: [
            "BrokerCore", "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Escalation",
            "Meetings", "Transfer",
            "Ledger", "Chronology", "ZeroMQ", "CLinuxShims", collections, logging, metrics, lifecycle,
        ]
    ),
    .target(
        name: "BrokerClient",
        dependencies: ["JSON", "Vocabulary", "Topics", "Concerns", "Wire", "ZeroMQ", logging, grdb]
    ),
    .target(
        name: "Adapters",
        dependencies: [
            "BrokerClient", "JSON", "Vocabulary", "Topics", "Concerns", "Wire",
            asyncHTTPClient, crypto, csv, hummingbird, hummingbirdTLS, logging, lifecycle, nioCore, nioPosix,
            nioSSL,
        ]
    ),
    .target(
        name: "Console",
        dependencies: [
            "BrokerClient", "JSON", "Vocabulary", "Topics", "Concerns",
            asyncHTTPClient, crypto, hummingbird, hummingbirdCore, hummingbirdTLS, jwtKit, logging, lifecycle,
            mustache, nioCore,
            nioHTTP, nioSSL,
        ]
    ),
    .target(
        name: "Settings",
        dependencies: [
            "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Escalation", "Patterns",
            "Meetings", "Transfer",
            "BrokerCore",
            yams,
        ]
    ),
]

// MARK: Testing that ships, because `concordat torture` and `simulate` run it anywhere: disks with faults, brokers
// with a network between them, from a seed.
let simulation: [Target] = [
    .target(
        name: "Simulator",
        dependencies: [
            "Ledger", "BrokerCore", "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Transfer",
        ]
    )
]

// MARK: The root, which may import anything.
let root: [Target] = [
    .executableTarget(
        name: "concordat",
        dependencies: [
            "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Escalation", "Patterns",
            "Meetings", "Transfer",
            "BrokerCore",
            "Ledger", "Chronology", "ZeroMQ", "Broker", "BrokerClient", "Adapters", "Console",
            "Settings", "CLinuxShims", "Simulator",
            argumentParser, logging, lifecycle, signals,
        ]
    )
]

// MARK: Tests mirror `Sources`, one suite a target; what several need alike is in one more.
let tests: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: ["Vocabulary"],
        path: "Tests/TestSupport",
        exclude: ["curve_peer.py"]
    ),
    .testTarget(name: "TidyTests"),
    .testTarget(name: "JSONTests", dependencies: ["JSON"]),
    .testTarget(name: "VocabularyTests", dependencies: ["TestSupport", "Vocabulary"]),
    .testTarget(
        name: "TopicsTests",
        dependencies: ["TestSupport", "Topics", "Settings", "JSON", "Vocabulary"]
    ),
    .testTarget(name: "ConcernsTests", dependencies: ["Concerns", "JSON", "Vocabulary", "Topics"]),
    .testTarget(name: "WireTests", dependencies: ["Wire", "JSON", "Vocabulary", "Topics", "Concerns"]),
    .testTarget(
        name: "RoutingTests",
        dependencies: ["TestSupport", "Routing", "Vocabulary", "Topics", "JSON", "Settings"]
    ),
    .testTarget(
        name: "EscalationTests",
        dependencies: ["TestSupport", "Escalation", "Settings", "Vocabulary"]
    ),
    .testTarget(
        name: "PatternsTests",
        dependencies: [
            "TestSupport", "Patterns", "BrokerCore", "Settings", "JSON", "Vocabulary", "Topics",
        ]
    ),
    .testTarget(
        name: "MeetingsTests",
        dependencies: [
            "TestSupport", "Meetings", "Escalation", "Settings", "BrokerCore", "JSON", "Vocabulary",
        ]
    ),
    .testTarget(
        name: "TransferTests",
        dependencies: ["TestSupport", "Transfer", "JSON", "Vocabulary", "Concerns"],
        exclude: ["Model"]
    ),
    .testTarget(
        name: "BrokerCoreTests",
        dependencies: [
            "TestSupport",
            "BrokerCore", "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Escalation",
            "Patterns", "Meetings", "Transfer", "Settings",
        ]
    ),
    .testTarget(
        name: "LedgerTests",
        dependencies: ["TestSupport", "Ledger", "Simulator", "Vocabulary", crypto]
    ),
    .testTarget(
        name: "SimulatorTests",
        dependencies: ["Simulator", "BrokerCore", "Settings", "Transfer", "Vocabulary"]
    ),
    .testTarget(
        name: "ChronologyTests",
        dependencies: ["Chronology", "Ledger", "JSON", "Vocabulary", "Topics"]
    ),
    .testTarget(
        name: "ZeroMQTests",
        dependencies: ["ZeroMQ", "CZeroMQ"],
        exclude: ["hostile_peer.py"]
    ),
    .testTarget(
        name: "BrokerTests",
        dependencies: [
            "TestSupport",
            "Broker", "BrokerCore", "Routing", "Escalation", "BrokerClient", "Chronology", "Ledger", "ZeroMQ",
            "Settings",
            "JSON", "Vocabulary",
            "Topics",
            "Concerns", "Wire", "CLinuxShims", logging, metricsTestKit, yams,
        ],
        exclude: ["Nasty/commanded_peer.py"]
    ),
    .testTarget(
        name: "BrokerClientTests",
        dependencies: [
            "BrokerClient", "ZeroMQ", "JSON", "Vocabulary", "Topics", "Concerns", "Wire", grdb, logging,
        ]
    ),
    .testTarget(
        name: "AdaptersTests",
        dependencies: [
            "Adapters", "BrokerClient", "Settings", "JSON", "Vocabulary", "Topics", "Concerns", "Wire",
            asyncHTTPClient, hummingbird, lifecycle, logging, nioCore, nioPosix, nioSSL,
        ]
    ),
    .testTarget(
        name: "ConsoleTests",
        dependencies: [
            "Console", "Settings", "CLinuxShims", "JSON", "Vocabulary", "Topics", asyncHTTPClient, crypto,
            hummingbird,
            hummingbirdCore,
            jwtKit, logging, nioCore, nioHTTP, nioSSL,
        ],
        exclude: ["browse.py"]
    ),
    .testTarget(
        name: "SettingsTests",
        dependencies: [
            "Settings", "Topics", "Vocabulary", "Escalation", "Patterns", "Meetings", "BrokerCore", "JSON",
        ]
    ),
    .testTarget(
        name: "concordatTests",
        dependencies: [
            "concordat", "Ledger", "JSON", "Vocabulary", "Settings", "BrokerClient", "Transfer",
            "Adapters", "Topics", "Concerns", "BrokerCore",
            argumentParser, logging,
        ],
        exclude: [
            "full_disk.py", "kill_under_load.py", "nasty_processes.py", "cut_link.py", "foreign_hl7.py",
            "foreign_http.py", "foreign_outward.py", "foreign_notices.py", "foreign-requirements.txt",
        ]
    ),
]

// MARK: Mistakes for the tests to catch (`make mutations`); nothing of them is in any other build.
let mutating: [Target] =
    Context.environment["CONCORDAT_MUTATIONS"] == nil
    ? [] : [.target(name: "Mutations", path: "Tests/Mutations")]
for target in core + effects where !mutating.isEmpty && ["Ledger", "BrokerCore"].contains(target.name) {
    target.dependencies.append("Mutations")
}

let package = Package(
    name: "concordat",
    platforms: [.macOS(.v15)],
    // The libraries are there for the packages beside this one, `Fuzzing/` and `Benchmarks/`.
    products: [.executable(name: "concordat", targets: ["concordat"])]
        + (core + effects).filter { $0.type != .system }.map { .library(name: $0.name, targets: [$0.name]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
    ],
    targets: core + effects + simulation + root + tests + mutating,
    swiftLanguageModes: [.v6]
)

// One loop, so that no target can opt out by omission. TidyTests checks the names against the compiler's list.
for target in package.targets where target.type != .system {
    target.swiftSettings = mutating.isEmpty ? [] : [.define("MUTATIONS")]
    target.swiftSettings? += [
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        // The core is many small targets: without this, generic code is not specialised where it is used.
        .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
    ]
}
