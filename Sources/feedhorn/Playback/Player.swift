import ArgumentParser
import CaptureStore
import Devices
import Gateway
import TelemetryLink

/// Plays recordings to an output, each chunk when it is due, and says in the end what was sent.
struct Player {
    private var output: any PlaybackOutput
    private var pacer: Pacer
    private var chunks: UInt64 = 0
    private var octets: UInt64 = 0
    private let start: UInt64

    init(_ output: any PlaybackOutput, _ speed: PlaybackSpeed) {
        self.output = output
        pacer = Pacer(speed)
        start = Clocks.now().monotonic
    }

    /// Opens `target` and plays to it what `sources` gives, one after the other, until it gives
    /// nil or a signal comes.
    ///
    /// - Throws: the exit code, after what is wrong was said.
    static func play(
        to target: PlaybackTarget, _ speed: PlaybackSpeed,
        _ sources: () throws -> PlaybackSource?
    ) throws {
        do {
            guard var output = try target.open(), try output.prepare() else { return }
            var player = Player(output, speed)
            do {
                while let source = try sources(), try player.play(source) {}
                try player.output.finish()
            } catch PlaybackError.closed where target.isStandardOutput {
                // A reader that has gone is the ordinary end of a filter: not worth a word.
                return
            } catch {
                player.report()
                throw error
            }
            player.report()
        } catch let failure as PlaybackError {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as CaptureError {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as OctetFile.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
    }

    /// - Returns: false when a signal came.
    private mutating func play(_ source: PlaybackSource) throws -> Bool {
        var source = source
        while let chunk = try source.next() {
            guard pacer.wait(until: chunk.time) else { return false }
            let sent = try chunk.slab.octets(chunk.range).withUnsafeBytes { octets in
                try output.send(octets)
            }
            octets += UInt64(sent)
            guard sent == chunk.range.count else { return false }
            chunks += 1
        }
        return true
    }

    private func report() {
        let tenths = (Clocks.now().monotonic - start) / 100_000_000
        Output.message("sent \(chunks) chunks, \(octets) octets in \(tenths / 10).\(tenths % 10) s")
    }
}

extension PlaybackTarget {
    fileprivate var isStandardOutput: Bool {
        if case .standardOutput = self { true } else { false }
    }
}
