enum CodingKey: String, SectionKey {
    case randomizer
    case reedSolomon
    case convolutional

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
