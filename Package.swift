// swift-tools-version: 6.2
import PackageDescription

// One place for the settings of every target: docs/decisions/0001-the-house.md says why each is on.
let upcoming: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]
let pure: [SwiftSetting] =
    upcoming + [.enableExperimentalFeature("Lifetimes"), .strictMemorySafety()]
let shell: [SwiftSetting] = upcoming + [.enableExperimentalFeature("Lifetimes")]

func pureLibrary(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: pure)
}

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: shell)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
        swiftSettings: shell)
}

func fuzzing(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "FuzzTesting/Sources/\(name)",
        swiftSettings: shell)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "feedhorn",
    products: [
        .library(name: "CCSDS", targets: ["CCSDS"]),
        .library(name: "ChannelCoding", targets: ["ChannelCoding"]),
        .library(name: "LinkFraming", targets: ["LinkFraming"]),
        .library(name: "TelemetryLink", targets: ["TelemetryLink"]),
        .library(name: "FeedhornExactness", targets: ["FeedhornExactness"]),
        .executable(name: "feedhorn", targets: ["feedhorn"]),
        // For FuzzTesting/ only.
        .library(name: "FuzzWire", targets: ["FuzzWire"]),
        .library(name: "FuzzShell", targets: ["FuzzShell"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // C: header-only vector code, and Linux calls that Swift can't import.
        .target(name: "CSIMD"),
        .target(name: "CLinux"),
        .systemLibrary(name: "CLibUDev", providers: [.apt(["libudev-dev"])]),
        .systemLibrary(name: "CLibUSB", providers: [.apt(["libusb-1.0-0-dev"])]),

        // Pure: nothing but the standard library.
        pureLibrary("CCSDS"),
        pureLibrary("ChannelCoding", ["CSIMD"]),
        pureLibrary("LinkFraming", ["ChannelCoding", "CSIMD"]),
        pureLibrary("TelemetryLink", ["CCSDS", "ChannelCoding", "LinkFraming"]),
        pureLibrary("OrderedJSON"),

        // The shell around them.
        library("TelemetryPipeline", ["CCSDS", "OrderedJSON", "TelemetryLink"]),
        library(
            "LinkConfiguration",
            [
                "CCSDS", "ChannelCoding", "LinkFraming", "TelemetryLink",
                .product(name: "Yams", package: "Yams"),
            ]),
        library("LinkSecurity", ["CCSDS", "LinkFraming", "TelemetryLink", crypto]),
        library("CaptureStore", ["CLinux", "OrderedJSON", "TelemetryLink", crypto]),
        library("Devices", ["CLibUDev", "CLibUSB", "CLinux", "TelemetryLink"]),
        library("Sinks", ["CCSDS", "TelemetryLink", "TelemetryPipeline"]),
        library(
            "QueryService", ["CCSDS", "TelemetryLink", "TelemetryPipeline", logging] + nio),
        library(
            "Gateway",
            [
                "CCSDS", "ChannelCoding", "LinkFraming", "TelemetryLink", "TelemetryPipeline",
                "LinkConfiguration", "LinkSecurity", "CaptureStore", "Devices", "OrderedJSON",
                "Sinks", "QueryService",
                logging, crypto,
            ]),
        .executableTarget(
            name: "feedhorn",
            dependencies: [
                "CCSDS", "ChannelCoding", "TelemetryLink", "TelemetryPipeline",
                "LinkConfiguration", "CaptureStore", "Devices", "OrderedJSON", "Sinks",
                "QueryService", "Gateway", "FeedhornTestKit", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: shell),
        library("FeedhornTestKit", ["CLinux"]),
        library(
            "FeedhornExactness", ["CCSDS", "ChannelCoding", "TelemetryLink", "FeedhornTestKit"]),

        // What is fuzzed: shared by the fuzzers (FuzzTesting/Package.swift) and their replay.
        fuzzing(
            "FuzzWire",
            ["CCSDS", "ChannelCoding", "LinkFraming", "TelemetryLink", "FeedhornTestKit"]),
        fuzzing(
            "FuzzShell",
            [
                "CCSDS", "TelemetryLink", "TelemetryPipeline", "LinkConfiguration",
                "LinkSecurity", "CaptureStore", "OrderedJSON", "QueryService", "FuzzWire",
            ]),

        tests("CCSDS", ["CCSDS"]),
        tests("ChannelCoding", ["ChannelCoding", "CSIMD", "FeedhornTestKit"]),
        tests("LinkFraming", ["LinkFraming", "FeedhornTestKit"]),
        tests(
            "TelemetryLink",
            [
                "CCSDS", "ChannelCoding", "TelemetryLink", "FeedhornTestKit", "FeedhornExactness",
                "LinkFraming",
            ]),
        tests("OrderedJSON", ["OrderedJSON"]),
        tests(
            "TelemetryPipeline",
            ["CCSDS", "ChannelCoding", "OrderedJSON", "TelemetryLink", "TelemetryPipeline"]),
        tests(
            "LinkConfiguration",
            ["CCSDS", "ChannelCoding", "LinkFraming", "TelemetryLink", "LinkConfiguration"]),
        tests(
            "LinkSecurity",
            [
                "CCSDS", "ChannelCoding", "TelemetryLink", "LinkSecurity", "FeedhornTestKit",
                crypto,
            ]),
        tests("CaptureStore", ["CaptureStore", "OrderedJSON", "TelemetryLink", crypto]),
        tests("Devices", ["Devices", "FeedhornTestKit", "TelemetryLink", "CLinux"]),
        tests("Sinks", ["CCSDS", "TelemetryLink", "TelemetryPipeline", "Sinks"]),
        tests(
            "QueryService",
            ["CCSDS", "TelemetryLink", "TelemetryPipeline", "QueryService", logging] + nio),
        tests("FeedhornTestKit", ["FeedhornTestKit"]),
        tests(
            "Recordings",
            [
                "CCSDS", "ChannelCoding", "LinkFraming", "TelemetryLink", "LinkConfiguration",
                "Gateway", "OrderedJSON", crypto,
            ]),
        tests(
            "Gateway",
            [
                "CCSDS", "CaptureStore", "ChannelCoding", "Devices", "Gateway",
                "LinkConfiguration",
                "OrderedJSON", "TelemetryLink", "TelemetryPipeline", "FeedhornTestKit", logging,
            ]),
        // Runs the built program: depending on it makes sure that it is built first.
        tests("Command", ["feedhorn", "FeedhornTestKit"]),
        tests("FuzzReplay", ["FuzzWire", "FuzzShell"]),
        .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: shell),
    ]
)
