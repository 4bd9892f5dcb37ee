import CCSDS
import Testing

/// What does each of the 2,048 first header pointers mean for a zone of a given length?
@Suite struct FirstHeaderPointerTests {
    @Test(arguments: [0, 1, 56, 1_105, 2_045, 2_046, 2_047, 2_048, 3_000])
    func all(_ zone: Int) {
        for field in UInt16(0)...0x7FF {
            var pointer: FirstHeaderPointer?
            let error = wireError { () throws(WireError) in
                pointer = try FirstHeaderPointer(field: field, zoneLength: zone, offset: 4)
            }
            let expected: FirstHeaderPointer? =
                switch Int(field) {
                case 2_047: .noPacketStart
                case 2_046: .onlyIdleData
                case ..<zone: .packet(at: Int(field))
                case zone: .noPacketStart
                default: nil
                }
            guard pointer == expected, (error == nil) == (expected != nil) else {
                Issue.record("\(field) in \(zone): \(String(describing: pointer))")
                return
            }
            if let error {
                #expect(error.code == .firstHeaderPointer)
                #expect(error.expected == zone)
                #expect(error.found == Int(field))
            }
        }
    }

    @Test func bitsAboveThePointerDoNotMatter() throws {
        #expect(
            try FirstHeaderPointer(field: 0xF805, zoneLength: 10, offset: 0) == .packet(at: 5))
    }
}
