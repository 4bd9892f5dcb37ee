import CLibUSB

/// The endpoint that is read, as the device describes it.
struct USBEndpoint {
    /// Octets of its packets, `wMaxPacketSize`.
    let packetSize: Int
    let isInterrupt: Bool

    /// Looks the endpoint up, so that what can never work is told before it is tried.
    static func find(
        _ device: OpaquePointer, _ source: USBSource, _ name: String
    ) throws(DeviceError) -> USBEndpoint {
        var configuration: UnsafeMutablePointer<libusb_config_descriptor>?
        do throws(USBError) {
            try USBError.check(
                "libusb_get_active_config_descriptor",
                libusb_get_active_config_descriptor(device, &configuration))
        } catch {
            throw error.at(name)
        }
        guard let configuration else { throw .noDevice(name: name) }
        defer { libusb_free_config_descriptor(configuration) }
        guard let setting = setting(of: configuration.pointee, source) else {
            throw .invalidParameter(
                name: "interface", value: "\(source.interface) with setting \(source.alternate)",
                reason: "\(name) has none")
        }
        return try endpoint(of: setting, source, name)
    }

    private static func setting(
        of configuration: libusb_config_descriptor, _ source: USBSource
    ) -> libusb_interface_descriptor? {
        for index in 0..<Int(configuration.bNumInterfaces) {
            let interface = configuration.interface[index]
            for alternate in 0..<Int(interface.num_altsetting) {
                let setting = interface.altsetting[alternate]
                if setting.bInterfaceNumber == source.interface,
                    setting.bAlternateSetting == source.alternate
                {
                    return setting
                }
            }
        }
        return nil
    }

    private static func endpoint(
        of setting: libusb_interface_descriptor, _ source: USBSource, _ name: String
    ) throws(DeviceError) -> USBEndpoint {
        for index in 0..<Int(setting.bNumEndpoints) {
            let endpoint = setting.endpoint[index]
            guard endpoint.bEndpointAddress == source.endpoint else { continue }
            let kind = UInt32(endpoint.bmAttributes & 3)
            let isInterrupt = kind == LIBUSB_TRANSFER_TYPE_INTERRUPT.rawValue
            guard isInterrupt || kind == LIBUSB_TRANSFER_TYPE_BULK.rawValue else { break }
            // Bits 12…11 say how many packets of a microframe (USB 2.0 §9.6.6). Some chips are
            // delivered with a size of 0; the kernel takes 64 for it then.
            let size = Int(endpoint.wMaxPacketSize & 0x7FF)
            let found = USBEndpoint(packetSize: size > 0 ? size : 64, isInterrupt: isInterrupt)
            guard source.transferSize.isMultiple(of: found.packetSize) else {
                throw .invalidParameter(
                    name: "transferSize", value: "\(source.transferSize)",
                    reason: "no multiple of the endpoint's packets of \(found.packetSize) octets")
            }
            return found
        }
        throw .invalidParameter(
            name: "endpoint", value: "0x\(String(source.endpoint, radix: 16))",
            reason: "\(name) has no bulk or interrupt endpoint of this address")
    }
}
