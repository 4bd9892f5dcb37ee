/// One address of an AX.25 frame: a callsign of up to six characters, and which of its stations
/// (AX.25 version 2.2 §3.12).
public struct AX25Address: Sendable, Equatable {
    /// Six characters of seven bits, filled with spaces.
    private let characters: SIMD8<UInt8>
    /// The last octet.
    private let last: UInt8

    /// Reads seven octets.
    ///
    /// - Precondition: seven octets are there.
    init(_ octets: RawSpan) {
        var characters = SIMD8<UInt8>()
        // Callsigns are sent shifted, to leave room for the mark of the last address.
        for index in 0..<6 { characters[index] = Wire.octet(octets, at: index) >> 1 }
        self.characters = characters
        last = Wire.octet(octets, at: 6)
    }

    /// The callsign without the spaces that fill it.
    ///
    /// A character that no callsign has is left as it is: what was received is not made up.
    public var callsign: String {
        var text = ""
        for index in 0..<6 { text.unicodeScalars.append(Unicode.Scalar(characters[index])) }
        while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
        return text
    }

    /// Secondary station identifier, 0…15.
    public var stationIdentifier: UInt8 { last >> 1 & 0xF }

    /// The highest bit: of a repeater, that it has repeated the frame; of destination and source,
    /// whether it is a command or a response.
    public var isMarked: Bool { last & 0x80 != 0 }

    /// Capital letters and digits, then spaces: what a callsign may be.
    public var isPlausible: Bool {
        var isFilled = false
        for index in 0..<6 {
            switch characters[index] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isFilled { return false }
            case UInt8(ascii: " "):
                if index == 0 { return false }
                isFilled = true
            default: return false
            }
        }
        return true
    }
}

extension AX25Address: CustomStringConvertible {
    /// Callsign and station: `ON02FR-0`.
    public var description: String { "\(callsign)-\(stationIdentifier)" }
}
