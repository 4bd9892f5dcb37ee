// swift-tools-version: 6.2
import PackageDescription

// A package of its own: the libraries are used as anybody would use them, and nothing here is built
// with them.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "feedhorn-benchmarks",
    dependencies: [.package(name: "feedhorn", path: "..")],
    targets: [
        .executableTarget(
            name: "feedhorn-benchmark",
            dependencies: [
                .product(name: "CCSDS", package: "feedhorn"),
                .product(name: "ChannelCoding", package: "feedhorn"),
                .product(name: "LinkFraming", package: "feedhorn"),
                .product(name: "TelemetryLink", package: "feedhorn"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "feedhorn-datagrams",
            dependencies: [.product(name: "ChannelCoding", package: "feedhorn")],
            swiftSettings: settings),
        .executableTarget(
            name: "feedhorn-exactness",
            dependencies: [.product(name: "FeedhornExactness", package: "feedhorn")],
            swiftSettings: settings),
    ]
)
