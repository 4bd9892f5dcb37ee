import Devices
import TelemetryLink

/// A progress line on standard error, where that is a terminal: what was done, of how much, at
/// what rate.
struct Progress {
    private let total: UInt64?
    private let start = Clocks.now().monotonic
    private var last: UInt64 = 0
    private let isShown = Output.errorIsTerminal

    /// At most so often, in nanoseconds.
    private static let interval: UInt64 = 200_000_000

    init(total: Int?) {
        self.total = total.map { UInt64($0) }
    }

    mutating func show(_ octets: UInt64) {
        guard isShown else { return }
        let now = Clocks.now().monotonic
        guard now - last >= Progress.interval else { return }
        last = now
        let rate = Double(octets) / max(1e-9, Double(now - start) / 1e9) / 1e6
        var line = "\r\(octets / 1_000_000) MB"
        if let total, total > 0 {
            let part = min(30, Int(octets * 30 / total))
            line +=
                " of \(total / 1_000_000) MB [" + String(repeating: "#", count: part)
                + String(repeating: ".", count: 30 - part) + "]"
        }
        Output.raw(line + " \(Int(rate)) MB/s  ")
    }

    func end() {
        if isShown, last > 0 { Output.raw("\r\u{1B}[K") }
    }
}
