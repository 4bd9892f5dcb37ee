import FuzzShell
import FuzzWire
import Glibc

@_silgen_name("__lsan_disable") private func doNotLookForLeaks()
@_silgen_name("__lsan_enable") private func lookForLeaks()

/// The target that the variable `FUZZ_TARGET` names; chosen once.
private let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = shellTargets.first(where: { $0.name == name }) else {
        let names = shellTargets.map { "\($0.name) \($0.longestInput) \($0.executionsPerInput)" }
        print(names.joined(separator: "\n"))
        fflush(nil)
        // Not `exit`, which libFuzzer takes for a finding.
        _exit(name.isEmpty ? 0 : 2)
    }
    // Some of what is made once, for ever, is only known by addresses with marks in their bits,
    // which the search for leaks does not see.
    doNotLookForLeaks()
    defer { lookForLeaks() }
    makeConstants()
    return target
}()

/// Called by libFuzzer with each input. A finding ends the process, so that the input is kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
    do {
        try chosen.run(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
        fatalError("FINDING in \(chosen.name): \(error)")
    }
    return 0
}
