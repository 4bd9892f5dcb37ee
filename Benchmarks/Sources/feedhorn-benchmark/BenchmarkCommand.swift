import Glibc
import TelemetryLink

/// Prints the table of `docs/performance.md`, or does one work for a tool that watches.
@main
enum BenchmarkCommand {
    static func main() {
        guard let arguments = Arguments(CommandLine.arguments.dropFirst()) else {
            fail(Arguments.usage, 2)
        }
        let catalogue = Catalogue(size: arguments.size << 20)
        switch arguments.mode {
        case .table(let names): table(catalogue, names)
        case .run(let name, let times): run(catalogue, name, times)
        case .write(let path): write(catalogue, path)
        case .decode(let path): decode(path)
        }
    }

    private static func table(_ catalogue: Catalogue, _ names: [String]) {
        let wanted = names.isEmpty ? Catalogue.names : [Catalogue.reference] + names
        let works = wanted.compactMap { name in
            let work = catalogue.work(name)
            if work == nil { print("\(name): left out, there is no libfec.so.0") }
            return work
        }
        var table = Table(works)
        let faults = table.measure()
        table.show()
        guard faults.isEmpty else { fail(faults.joined(separator: "\n") + "\n", 1) }
    }

    /// The scripts take the difference of two runs, so what is done once does not count.
    private static func run(_ catalogue: Catalogue, _ name: String, _ times: Int) {
        guard let work = catalogue.work(name) else { fail("no \(name) here\n", 2) }
        work.prepare()
        for _ in 0..<times { work.run() }
        let items = work.items ?? Items(count: work.octets, unit: .octet)
        print("\(items.count) \(items.unit.rawValue) \(items.packets) \(work.octets)")
    }

    private static func write(_ catalogue: Catalogue, _ path: String) {
        guard let stream = ChannelStream(.aos, size: catalogue.size) else { return }
        guard Files.write(stream.octets, to: path) else { fail("\(path): not written\n", 2) }
        print("\(stream.frames) frames, \(stream.packets) packets")
    }

    /// Wall time of reading a file, and of decoding it in memory, in milliseconds.
    private static func decode(_ path: String) {
        guard let parameters = LinkKind.aos.parameters else { return }
        let start = ProcessorTime.wall()
        guard let octets = Files.read(path) else { fail("\(path): not read\n", 2) }
        let read = ProcessorTime.wall()
        let slabs = SlabbedOctets(octets)
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        var packets = 0
        let begin = ProcessorTime.wall()
        for (slab, count) in slabs.slabs {
            let time = ReceptionTime(utc: 1, monotonic: 1)
            decoder.consume(slab, 0..<count, receivedAt: time, into: &batch)
            packets += batch.packets.count
            batch.removeAll()
        }
        decoder.finish(into: &batch)
        let end = ProcessorTime.wall()
        print("read \(Int((read - start) * 1e3)) decode \(Int((end - begin) * 1e3)) \(packets)")
    }

    private static func fail(_ text: String, _ status: CInt) -> Never {
        var text = text
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(status)
    }
}
