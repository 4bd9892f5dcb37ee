import Devices
import Testing

/// Are the endpoints of a device found in its descriptors, whatever they are?
struct USBDescriptorsTests {
    /// Device, configuration, interface 0 alternate 0 with bulk IN 0x81 and OUT 0x02, interface 1
    /// alternate 2 with interrupt IN 0x83 and bulk IN 0x84 (USB 2.0 tables 9-8 to 9-13).
    private let sample: [UInt8] = [
        18, 1, 0, 2, 0, 0, 0, 64, 0x09, 0x12, 0x42, 0x42, 0, 1, 1, 2, 3, 1,
        9, 2, 55, 0, 2, 1, 0, 0x80, 0xFA,
        9, 4, 0, 0, 2, 0xFF, 0, 0, 0, 7, 5, 0x81, 2, 0, 2, 0, 7, 5, 0x02, 2, 0, 2, 0,
        9, 4, 1, 2, 2, 0xFF, 0, 0, 0, 7, 5, 0x83, 3, 8, 0, 1, 7, 5, 0x84, 2, 64, 0, 0,
    ]

    @Test func bulkEndpointsTowardsTheHost() {
        let found = USBDescriptors(sample).bulkInputs
        #expect(found.map(\.address) == [0x81, 0x84])
        #expect(found.map(\.interface) == [0, 1])
        #expect(found.map(\.alternate) == [0, 2])
    }

    @Test func everyPrefix() {
        for length in 0...sample.count {
            let found = USBDescriptors(Array(sample.prefix(length))).bulkInputs
            // The endpoints end with octets 42 and 73.
            #expect(found.count == (length < 43 ? 0 : length < 73 ? 1 : 2), "\(length)")
        }
        #expect(USBDescriptors([0, 0, 0]).bulkInputs.isEmpty)
        #expect(USBDescriptors([7, 5, 0x81, 2, 0, 2, 0]).bulkInputs.isEmpty)
        #expect(USBDescriptors(systemPath: "/nowhere").bulkInputs.isEmpty)
    }
}
