/// Runs works in turn, round after round, and prints what each took.
///
/// In turn, so that a machine that is slower for a while is slower for all of them, memcpy
/// included: ratios hold where seconds do not.
struct Table {
    private let works: [any Work]
    private var seconds: [[Double]]

    /// Odd, so that there is a median.
    static let rounds = 5

    init(_ works: [any Work]) {
        self.works = works
        seconds = works.map { _ in [] }
    }

    /// Measures every work; the first run of each must be right.
    ///
    /// - Returns: what was wrong, if anything.
    mutating func measure() -> [String] {
        var faults: [String] = []
        for round in 0..<Table.rounds {
            for (index, work) in works.enumerated() {
                work.prepare()
                let start = ProcessorTime.now()
                work.run()
                seconds[index].append(ProcessorTime.now() - start)
                if round == 0, let fault = work.fault() { faults.append("\(work.name): \(fault)") }
            }
        }
        for index in seconds.indices { seconds[index].sort() }
        return faults
    }

    /// The first work is what the others are compared with.
    func show() {
        let columns = ["MB/s", "median", "x memcpy", "ns/item", "item", "M packets/s"]
        print(row("", columns))
        guard let reference = works.first, let time = seconds.first?.first else { return }
        let speed = Double(reference.octets) / time
        for (work, times) in zip(works, seconds) {
            let best = Double(work.octets) / times[0]
            let median = Double(work.octets) / times[Table.rounds / 2]
            var cells = [
                decimal(best / 1e6, 0), decimal(median / 1e6, 0), decimal(best / speed, 3),
            ]
            if let items = work.items { cells += self.cells(items, times[0]) }
            print(row(work.title, cells))
        }
    }

    private func cells(_ items: Items, _ seconds: Double) -> [String] {
        let packets = items.unit == .packet ? items.count : items.packets
        let rate = packets > 0 ? decimal(Double(packets) / seconds / 1e6, 2) : ""
        return [decimal(seconds * 1e9 / Double(items.count), 1), items.unit.rawValue, rate]
    }

    private func row(_ title: String, _ cells: [String]) -> String {
        let widths = [8, 8, 9, 10, 10, 12]
        let name = title + String(repeating: " ", count: max(0, 46 - title.count))
        return zip(cells, widths).reduce(name) { line, cell in
            line + String(repeating: " ", count: max(1, cell.1 - cell.0.count)) + cell.0
        }
    }

    /// `value` with so many places, without Foundation.
    private func decimal(_ value: Double, _ places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = "\(scaled % scale)"
        return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count)
            + fraction
    }
}
