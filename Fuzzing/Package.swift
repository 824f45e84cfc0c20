// swift-tools-version: 6.2
import PackageDescription

// What is fuzzed is internal to its targets, so this is built with `-enable-testing`; see ./run.
let decoders = [
    "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "BrokerCore", "Ledger", "Settings", "Adapters",
]

let package = Package(
    name: "fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "concordat", path: "..")],
    targets: [
        .target(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CLibFuzzer"] + decoders.map { .product(name: $0, package: "concordat") }
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
