import ChannelCoding
import FeedhornTestKit

@testable import TelemetryLink

/// A generated link with its stream, and the same behind a convolutional encoder.
struct SymbolLink {
    let plain: ManagedParameters
    let octets: [UInt8]
    let code: ConvolutionalCode
    let form: SymbolForm
    var parameters: ManagedParameters
    private let seed: UInt64

    /// - Parameter lead: octets of no frame in front and behind, so that no frame is lost to a
    ///   period that began before the stream, or to its last bits, which nothing backs up.
    init(
        round seed: UInt64, rate: ConvolutionalCode.Rate, form: SymbolForm, frames: Int = 30,
        lead: Int = 40
    ) {
        var traffic = GeneratedTraffic(round: seed)
        var generator = SeededGenerator(seed: seed + 1_000)
        plain = traffic.parameters
        octets =
            generator.octets(lead) + traffic.stream(frames: frames).octets + generator.octets(lead)
        code = ConvolutionalCode(rate: rate)
        self.form = form
        self.seed = seed
        parameters = plain
        var convolutional = ConvolutionalParameters(code: code)
        convolutional.symbols = form
        parameters.coding.convolutional = convolutional
    }

    /// Symbols of the stream behind `phase` others, ±1.
    func levels(phase: Int = 0, ratio: Double? = nil, octets: [UInt8]? = nil) -> [Double] {
        guard var encoder = ConvolutionalEncoder(rate: code.rate.rawValue) else { return [] }
        var channel = SymbolChannel(SeededGenerator(seed: seed + 2_000))
        let noise = channel.noise(phase)
        return noise + channel.receive(encoder.encode(octets: octets ?? self.octets), ratio: ratio)
    }

    func received(_ levels: [Double]) -> [UInt8] {
        switch form {
        case .hard: SymbolChannel.hard(levels)
        case .unsignedSoft: SymbolChannel.unsigned(levels)
        case .signedSoft: SymbolChannel.signed(levels, amplitude: 30)
        }
    }

    /// What the link gives without the code around it.
    func expected() -> Decoded { plain.decode(octets) }
}

extension Decoded {
    /// Frames without their place, for streams that are the same and lie elsewhere.
    var frameOctets: [[UInt8]] { frames.map(\.octets) }
}
