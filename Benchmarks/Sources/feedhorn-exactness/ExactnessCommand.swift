import FeedhornExactness
import Glibc

/// Prints the tables of `docs/exactness.md`; exit 1 where something is not as it must be.
@main
enum ExactnessCommand {
    static func main() async {
        guard let arguments = ExactnessArguments(CommandLine.arguments.dropFirst()) else {
            write(ExactnessArguments.usage)
            exit(2)
        }
        guard !arguments.isList else { return arguments.trials.forEach { print($0) } }
        let counts = await run(arguments)
        ExactnessTable.show("fault", counts) { $0.fault.rawValue }
        print()
        ExactnessTable.show("link", counts) { $0.link.name }
        let failed = counts.filter { !$0.trial.accepts($0.count) }
        for (trial, _) in failed { print("\nnot exact: \(trial)") }
        exit(failed.isEmpty ? 0 : 1)
    }

    /// The trials in their order, several at a time.
    private static func run(
        _ arguments: ExactnessArguments
    ) async -> [(trial: ExactnessTrial, count: ExactnessCount)] {
        let trials = arguments.trials
        var counts = [ExactnessCount](repeating: ExactnessCount(), count: trials.count)
        await withTaskGroup(of: (Int, ExactnessCount).self) { group in
            func start(_ index: Int) {
                guard index < trials.count else { return }
                let trial = trials[index]
                let frames = arguments.frames(of: trial)
                group.addTask { (index, trial.run(frames: frames, seed: arguments.seed)) }
            }
            for index in 0..<arguments.jobs { start(index) }
            var next = arguments.jobs
            for await (index, count) in group {
                counts[index] = count
                report(trials[index], count)
                start(next)
                next += 1
            }
        }
        return Array(zip(trials, counts)).map { (trial: $0.0, count: $0.1) }
    }

    private static func report(_ trial: ExactnessTrial, _ count: ExactnessCount) {
        let verdict = trial.accepts(count) ? "" : "  <- NOT EXACT"
        write(
            "\(trial): \(count.frames) frames, \(count.framesOff) off, \(count.reportsWrong) "
                + "reports wrong, \(count.mistaken) mistaken" + verdict + "\n")
        for deviation in count.deviations { write("    \(deviation)\n") }
    }

    private static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
