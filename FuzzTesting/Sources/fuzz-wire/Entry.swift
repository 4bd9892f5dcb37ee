import FuzzWire
import Glibc

/// The target that the variable `FUZZ_TARGET` names; chosen once.
private let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = wireTargets.first(where: { $0.name == name }) else {
        let names = wireTargets.map { "\($0.name) \($0.longestInput) \($0.executionsPerInput)" }
        print(names.joined(separator: "\n"))
        fflush(nil)
        // Not `exit`, which libFuzzer takes for a finding.
        _exit(name.isEmpty ? 0 : 2)
    }
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
