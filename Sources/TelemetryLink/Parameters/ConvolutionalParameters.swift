public import ChannelCoding

/// A convolutional code as the link uses it (CCSDS 131.0-B-5 §3), for framings that are streams.
public struct ConvolutionalParameters: Sendable, Equatable {
    /// Rate, punctures, inversion.
    public var code: ConvolutionalCode
    /// How the receiver hands over symbols.
    public var symbols = SymbolForm.hard
    /// Which alignments are tried.
    public var modulation = SymbolModulation.bpsk

    /// These parameters, everything else as usual.
    public init(code: ConvolutionalCode) {
        self.code = code
    }
}
