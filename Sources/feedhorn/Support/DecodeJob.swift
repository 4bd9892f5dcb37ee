import ArgumentParser
import CaptureStore
import CCSDS
import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink

/// One run of `feedhorn decode`.
struct DecodeJob: ~Copyable {
    private var decode: OfflineDecode
    private var summary: DecodeSummary
    private var outputs: DecodeOutputs
    private let format: DecodeCommand.SummaryFormat
    private let capturedLink: CapturedLink
    /// What the files themselves say.
    private var status = ExitStatus.fine

    init(
        _ link: LinkFile, keys: LinkKeyring, leapSeconds: LeapSecondTable, capturedLink: String?,
        _ format: DecodeCommand.SummaryFormat, outputs: consuming DecodeOutputs
    ) {
        decode = OfflineDecode(link, keys: keys)
        summary = DecodeSummary(
            link, leapSeconds: leapSeconds, hasDigests: format == .json,
            hasTables: format == .json)
        self.outputs = outputs
        self.format = format
        self.capturedLink = CapturedLink(name: capturedLink, preferred: link.parameters.name)
    }

    /// Decodes one file, raw octets or a capture.
    mutating func decode(_ path: String) throws {
        do {
            switch InputKind.of(path) {
            case .octets: try decodeOctets(path)
            case .capture(let path): try decodeCapture(path)
            }
        } catch let failure as OctetFile.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as CaptureError {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as PacketFolder.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
    }

    private mutating func decodeOctets(_ path: String) throws {
        let file = try OctetFile(path)
        var progress = Progress(total: file.size)
        let input = try ReadAhead(file, chunk: OfflineDecode.chunk)
        let before = decode.octets
        while let (slab, count) = try input.next() {
            if decode.octets == before { try refuseCapture(slab, count, path) }
            if format != .none { summary.note(slab.octets(0..<count)) }
            decode.consume(slab, 0..<count, ReceptionTime(utc: 0, monotonic: 0))
            try take()
            progress.show(decode.octets - before)
        }
        progress.end()
        if decode.octets == before { note(Complaint.line("\(path): empty", ExitStatus.gaps)) }
    }

    /// A capture is read from back and front, which a pipe does not allow.
    private func refuseCapture(_ slab: Slab, _ count: Int, _ path: String) throws {
        let isCapture = slab.octets(0..<min(4, count)).withUnsafeBytes {
            $0.elementsEqual(InputKind.captureMagic)
        }
        guard isCapture else { return }
        throw Complaint.line(
            "\(path): a capture can't be read from a pipe: name its file", ExitStatus.usage)
    }

    private mutating func decodeCapture(_ path: String) throws {
        let link = try capturedLink.resolve(in: path)
        var stream = try CapturedStream(path, link: link)
        var progress = Progress(total: stream.size)
        let before = decode.octets
        while let piece = try stream.read() {
            outputs.segment.value = stream.segment
            switch piece {
            case .octets(let chunk):
                if format != .none { summary.note(chunk.slab.octets(chunk.range)) }
                decode.consume(chunk.slab, chunk.range, chunk.time)
            case .interruption: decode.interrupt()
            case .lineRate(let rate): decode.changeLineRate(to: rate)
            }
            try take()
            progress.show(decode.octets - before)
        }
        progress.end()
        if !stream.isContinued {
            decode.interrupt()
            try take()
        }
        if stream.state != .complete {
            note(Complaint.line("\(path): \(stream.state)", stream.state.exitStatus))
        }
    }

    private mutating func note(_ code: ExitCode) {
        status = status.worse(code)
    }

    private mutating func take() throws {
        if format != .none { summary.add(decode.batch) }
        try outputs.write(decode.batch)
    }

    /// Ends the stream, prints the summary, and says how it went.
    mutating func finish() throws -> ExitCode {
        decode.finish()
        do {
            try take()
            try outputs.close()
        } catch let failure as OctetFile.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as PacketFolder.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
        let balance = decode.balance
        switch format {
        case .json:
            Output.write(summary.json(balance, decode.statistics).encoded(indented: true) + "\n")
        case .text: Output.write(summary.text(balance, decode.statistics))
        case .none: break
        }
        guard balance.isBalanced else {
            return Complaint.line("the balance does not hold: a fault of feedhorn", .init(5))
        }
        let verdict = DecodeVerdict(balance, decode.statistics)
        if let text = verdict.text, decode.octets > 0 { Output.message(text) }
        return status.worse(verdict.isClean ? ExitStatus.fine : ExitStatus.gaps)
    }
}
