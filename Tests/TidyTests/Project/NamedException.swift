/// A file that may break one rule, and why it must.
///
/// An exception that nothing needs any more fails the tests.
struct NamedException: Sendable {
    let rule: Rule
    let file: String
    let reason: String

    static let all: [NamedException] = [
        NamedException(
            rule: .unchecked, file: "Sources/TelemetryLink/Memory/Slab.swift",
            reason: "shared without a lock by design: one owner fills it, once, front to back"),
        NamedException(
            rule: .unchecked, file: "Sources/CaptureStore/Writer/Monitor.swift",
            reason: "owns a pthread condition, for which the library has no type; guarded by it"),
    ]
}
