// swift-tools-version: 6.2
import PackageDescription

// A package of its own: only here everything is built with the fuzzer's instrumentation. What is
// fuzzed (Sources/FuzzWire, Sources/FuzzShell) are targets of the package above, which replays
// FailCases in its unit tests; here are the programs around them. Build and run with ./run.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "feedhorn-fuzzing",
    dependencies: [.package(name: "feedhorn", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzz-wire",
            dependencies: [.product(name: "FuzzWire", package: "feedhorn")],
            swiftSettings: settings),
        .executableTarget(
            name: "fuzz-shell",
            dependencies: [.product(name: "FuzzShell", package: "feedhorn")],
            swiftSettings: settings),
    ]
)
