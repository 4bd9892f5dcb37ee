import ChannelCoding
import LinkFraming

/// What is in the frames or records of a combination: transfer frames, packets, AX.25?
struct ContentTester {
    /// Frames that are looked at.
    static let looked = 1_024

    let frames: [[UInt8]]

    /// The sketch with what its frames are; itself where nobody knows.
    func refined(_ sketch: LinkSketch) -> [LinkSketch] {
        guard let length = frames.first?.count, !frames.isEmpty else { return [sketch] }
        var found = [sketch]
        let isFixed = frames.allSatisfy { $0.count == length }
        if isFixed, length >= 12 { found += transferFrames(sketch, length) }
        if isFixed, sketch.length > 0, hasErrorControl {
            found.append(
                with(sketch) {
                    $0.hasErrorControl = true
                })
        }
        if sketch.length == 0 {
            let packets = frames.count { ContentTester.isPacket($0) }
            if packets * 2 >= frames.count, packets > 0 {
                found.append(with(sketch) { $0.inner = .packets })
            }
            let addressed = frames.count { ContentTester.isAddressed($0) }
            if case .hdlc = sketch.outer, addressed * 10 >= frames.count * 9 {
                found.append(with(sketch) { $0.inner = .ax25 })
            }
        }
        return found
    }

    /// Records that are AX.25 frames, of all.
    var addressed: Int { frames.count { ContentTester.isAddressed($0) } }

    private func transferFrames(_ sketch: LinkSketch, _ length: Int) -> [LinkSketch] {
        let headings = frames.map { HeaderTally.Heading(Array($0.prefix(8))) }
        return [LinkSketch.Inner.tm, .aos, .uslp].compactMap { kind in
            guard let tally = HeaderTally(kind, headings, frameLength: length),
                tally.steps > 0 || (hasErrorControl && kind != .uslp)
            else { return nil }
            return with(sketch) {
                $0.inner = kind
                $0.length = length
                $0.spacecraft = tally.spacecraft
                $0.hasErrorControl = hasErrorControl
                // What the data fields hold is looked at when the frames are known.
                $0.isOpaqueInside = true
            }
        }
    }

    /// Most frames end with a CRC-16 over all of them.
    private var hasErrorControl: Bool {
        let looked = frames.prefix(64)
        let good = looked.count { CRC16.isValid(frameWithCRC: $0.span.bytes) }
        return good > 0 && good * 2 >= looked.count
    }

    private func with(_ sketch: LinkSketch, _ change: (inout LinkSketch) -> Void) -> LinkSketch {
        var sketch = sketch
        change(&sketch)
        return sketch
    }

    /// One space packet, exactly (133.0-B-2 §4.1).
    private static func isPacket(_ octets: [UInt8]) -> Bool {
        octets.count >= 7 && octets[0] >> 5 == 0
            && Int(octets[4]) << 8 + Int(octets[5]) + 7 == octets.count
    }

    /// Addresses of capital letters and digits (AX.25 2.2 §3.12.2).
    private static func isAddressed(_ octets: [UInt8]) -> Bool {
        guard let view = try? AX25FrameView(checking: octets.span.bytes) else { return false }
        return octets.prefix(7 * view.addressCount).enumerated().allSatisfy { place, octet in
            place % 7 == 6
                || octet & 1 == 0
                    && (octet >> 1 == 0x20 || (0x30...0x39).contains(octet >> 1)
                        || (0x41...0x5A).contains(octet >> 1))
        }
    }
}
