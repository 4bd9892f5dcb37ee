enum CodingKey: String, SectionKey {
    case randomizer
    case reedSolomon
    case ldpc
    case convolutional
    case differential

    static let section = "coding"
}

enum ReedSolomonKey: String, SectionKey {
    case e
    case interleave
    case basis
    case fill
    case mode

    static let section = "coding.reedSolomon"
}

enum ConvolutionalKey: String, SectionKey {
    case rate
    case symbols
    case modulation
    case invertG2
    case order
    case puncture

    static let section = "coding.convolutional"
}
