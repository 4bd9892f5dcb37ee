import CLibUSB

/// A USB device that is open: its interface is ours, and it was asked to send.
struct USBPort: ~Copyable {
    /// Long enough for a device that thinks before it answers.
    private static let controlTimeout: UInt32 = 1_000

    let device: OpaquePointer
    let handle: OpaquePointer
    /// The device for people.
    let name: String
    /// Octets of the endpoint's packets.
    let packetSize: Int
    let isInterrupt: Bool

    private let source: USBSource

    /// Opens the device, and sends it what makes it send.
    static func open(
        _ source: USBSource, _ finder: borrowing USBFinder, _ context: USBContext
    ) throws(DeviceError) -> USBPort {
        let (device, name) = try finder.device(context)
        var handle: OpaquePointer?
        do throws(USBError) {
            try USBError.check("libusb_open", libusb_open(device, &handle))
        } catch {
            libusb_unref_device(device)
            throw error.at(name)
        }
        guard let handle else {
            libusb_unref_device(device)
            throw .noDevice(name: name)
        }
        do throws(DeviceError) {
            let endpoint = try prepare(handle, device, source, name)
            return USBPort(
                device: device, handle: handle, name: name, packetSize: endpoint.packetSize,
                isInterrupt: endpoint.isInterrupt, source: source)
        } catch {
            libusb_close(handle)
            libusb_unref_device(device)
            throw error
        }
    }

    private init(
        device: OpaquePointer, handle: OpaquePointer, name: String, packetSize: Int,
        isInterrupt: Bool, source: USBSource
    ) {
        self.device = device
        self.handle = handle
        self.name = name
        self.packetSize = packetSize
        self.isInterrupt = isInterrupt
        self.source = source
    }

    /// No transfer may be under way any more.
    deinit {
        // Of a device that is gone, each of these fails, which is all the same.
        for request in source.stop { try? USBPort.send(request, handle) }
        libusb_release_interface(handle, Int32(source.interface))
        libusb_close(handle)
        libusb_unref_device(device)
    }

    /// Lets an endpoint go on that has stalled; no transfer may be under way.
    func clearHalt() throws(USBError) {
        try USBError.check("libusb_clear_halt", libusb_clear_halt(handle, source.endpoint))
    }

    private static func prepare(
        _ handle: OpaquePointer, _ device: OpaquePointer, _ source: USBSource, _ name: String
    ) throws(DeviceError) -> USBEndpoint {
        do throws(USBError) {
            try configure(handle, source)
        } catch {
            if error.code == LIBUSB_ERROR_BUSY { throw .busy(path: name, holders: []) }
            throw error.at(name)
        }
        do throws(DeviceError) {
            let endpoint = try USBEndpoint.find(device, source, name)
            do throws(USBError) {
                for request in source.start { try send(request, handle) }
            } catch {
                throw error.at(name)
            }
            return endpoint
        } catch {
            libusb_release_interface(handle, Int32(source.interface))
            throw error
        }
    }

    private static func configure(
        _ handle: OpaquePointer, _ source: USBSource
    ) throws(USBError) {
        // Not everywhere possible; where it is not, claiming tells what is in the way.
        _ = libusb_set_auto_detach_kernel_driver(handle, 1)
        if let wanted = source.configuration {
            var current: Int32 = 0
            try USBError.check(
                "libusb_get_configuration", libusb_get_configuration(handle, &current))
            // To set the one it has would reset the device.
            if current != Int32(wanted) {
                try USBError.check(
                    "libusb_set_configuration", libusb_set_configuration(handle, Int32(wanted)))
            }
        }
        let interface = Int32(source.interface)
        try USBError.check("libusb_claim_interface", libusb_claim_interface(handle, interface))
        guard source.alternate != 0 else { return }
        do throws(USBError) {
            try USBError.check(
                "libusb_set_interface_alt_setting",
                libusb_set_interface_alt_setting(handle, interface, Int32(source.alternate)))
        } catch {
            libusb_release_interface(handle, interface)
            throw error
        }
    }

    private static func send(
        _ request: USBControlRequest, _ handle: OpaquePointer
    ) throws(USBError) {
        var data = request.data
        _ = try data.withUnsafeMutableBufferPointer { (octets) throws(USBError) in
            try USBError.check(
                "libusb_control_transfer",
                libusb_control_transfer(
                    handle, request.requestType, request.request, request.value, request.index,
                    octets.baseAddress, UInt16(clamping: octets.count), controlTimeout))
        }
    }
}
