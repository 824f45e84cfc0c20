// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "concordat", path: "..")],
    targets: [
        .executableTarget(
            name: "benchmarks",
            dependencies: ["JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Ledger", "Settings"].map {
                .product(name: $0, package: "concordat")
            }
        )
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
