import ArgumentParser
import Foundation
import Glibc
import QueryService
import Synchronization

/// What `feedhorn listen` does with a stream, and when it ends.
final class ListenSession: Sendable {
    private struct State {
        var lines = LineSplitter()
        var packets: UInt64 = 0
        var last = ContinuousClock.now
    }

    private let format: ListenCommand.Format
    /// Longest time without a packet.
    private let timeout: Duration?
    private let state = Mutex(State())

    init(_ format: ListenCommand.Format, timeout: Duration?) {
        self.format = format
        self.timeout = timeout
    }

    /// Packets that came.
    var packets: UInt64 { state.withLock { $0.packets } }

    /// Takes a piece of the stream and writes what it has to say.
    func take(_ octets: UnsafeRawBufferPointer) {
        state.withLock { state in
            switch format {
            case .raw:
                state.packets += 1
                state.last = .now
                Output.write(octets)
            case .json, .line: takeLines(octets, &state)
            }
        }
    }

    /// One write for all lines of a piece.
    private func takeLines(_ octets: UnsafeRawBufferPointer, _ state: inout State) {
        var text: [UInt8] = []
        var packets: UInt64 = 0
        state.lines.split(octets) { line in
            let kind = ListenSession.kind(of: line)
            if kind == "PACKET" { packets += 1 }
            if kind == "DROPPED" { ListenSession.complain(of: line) }
            guard kind != "HEARTBEAT" else { return }
            if format == .json {
                text += line
                text.append(0x0A)
            } else if let line = JSONNode(Array(line)).flatMap(PacketLine.text) {
                text += Array(line.utf8)
            }
        }
        if packets > 0 {
            state.packets += packets
            state.last = .now
        }
        if !text.isEmpty { text.withUnsafeBytes { Output.write($0) } }
    }

    /// What stands behind `{"class":"`, with which every object begins.
    private static func kind(of line: ArraySlice<UInt8>) -> String {
        let name = line.dropFirst("{\"class\":\"".utf8.count).prefix(16).prefix { $0 != 0x22 }
        return String(decoding: name, as: UTF8.self)
    }

    private static func complain(of line: ArraySlice<UInt8>) {
        let object = JSONNode(Array(line))
        let packets = object?["count"]?.count ?? 0
        let others = object?["others"]?.count ?? 0
        Output.message(
            "too slow: \(packets) packets dropped here"
                + (others > 0 ? ", and \(others) other records" : ""))
    }

    /// Ends the process at ^C, and when no packet came for too long, from a thread of its own:
    /// the stream itself may be silent. Never in the middle of a line.
    func watch() {
        Thread.detachNewThread { [self] in
            // Ends with the process.
            while Interruption.wait(milliseconds: millisecondsLeft) != .interrupted {
                if millisecondsLeft == 0 {
                    state.withLock { _ in
                        Output.message("no packet for \(timeout ?? .zero)")
                        exit(ExitStatus.timeout.rawValue)
                    }
                }
            }
            state.withLock { _ in exit(ExitStatus.fine.rawValue) }
        }
    }

    /// Until the time is over; −1: for ever.
    private var millisecondsLeft: Int32 {
        guard let timeout else { return -1 }
        let left = state.withLock { $0.last } + timeout - .now
        return left <= .zero ? 0 : Int32(clamping: Int64(left / .milliseconds(1)) + 1)
    }
}
