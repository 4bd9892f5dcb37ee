/// What the command line asks for.
struct Arguments {
    enum Mode {
        /// The table, of all works or of the ones named.
        case table([String])
        /// One work, so many times, and nothing else: for valgrind.
        case run(String, times: Int)
        /// Writes a stream of clean CADUs to a file.
        case write(String)
        /// Reads a file into memory and decodes it there.
        case decode(String)
    }

    static let usage = """
        usage: feedhorn-benchmark [--size MIB] [NAME...]
               feedhorn-benchmark [--size MIB] --callgrind NAME [--times N]
               feedhorn-benchmark [--size MIB] --write FILE
               feedhorn-benchmark --decode FILE

        """

    private(set) var mode = Mode.table([])
    /// Mebioctets of a stream.
    private(set) var size = 64

    /// - Returns: `nil` when the arguments make no sense.
    init?(_ arguments: some Sequence<String>) {
        var names: [String] = []
        var times = 1
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            switch argument {
            case "--size":
                guard let value = rest.next().flatMap({ Int($0) }), (1...4096).contains(value)
                else { return nil }
                size = value
            case "--times":
                guard let value = rest.next().flatMap({ Int($0) }), value > 0 else { return nil }
                times = value
            case "--callgrind":
                guard let name = rest.next() else { return nil }
                mode = .run(name, times: times)
            case "--write":
                guard let path = rest.next() else { return nil }
                mode = .write(path)
            case "--decode":
                guard let path = rest.next() else { return nil }
                mode = .decode(path)
            default:
                guard Catalogue.names.contains(argument) else { return nil }
                names.append(argument)
            }
        }
        switch mode {
        case .table: mode = .table(names)
        case .run(let name, _):
            guard Catalogue.names.contains(name) else { return nil }
            mode = .run(name, times: times)
        case .write, .decode: break
        }
    }
}
