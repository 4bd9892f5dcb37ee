import Devices
import LinkConfiguration

extension ReceiverSource {
    /// The receiver that a link file's source asks for.
    ///
    /// - Parameters:
    ///   - packetSize: octets of a USB device's packets, where the link relies on it.
    ///   - sharing: of links that are the peers of one port.
    init(
        _ source: LinkConfiguration.LinkSource, packetSize: Int? = nil,
        sharing: TCPPortSharing? = nil
    ) {
        switch source {
        case .serial(let serial): self = .serial(Devices.SerialSource(serial))
        case .usb(let usb): self = .usb(Devices.USBSource(usb, packetSize: packetSize))
        case .udp(let udp):
            self = .udp(
                Devices.UDPSource(
                    bindAddress: udp.bind, port: udp.port, group: udp.group,
                    interface: udp.interface, receiveBuffer: udp.receiveBuffer,
                    sources: udp.sources))
        case .tcp(.connect(let peer)):
            self = .tcpClient(TCPClientSource(host: peer.host, port: peer.port))
        case .tcp(.listen(let tcp)):
            self = .tcpServer(
                TCPServerSource(
                    bindAddress: tcp.local.host, port: tcp.local.port, allowed: tcp.allow,
                    sharing: sharing))
        case .file(let path): self = .file(FileSource(path: path))
        case .standardInput: self = .standardInput
        }
    }
}

extension Devices.SerialSource {
    fileprivate init(_ serial: LinkConfiguration.SerialSource) {
        self.init(
            serial.match.map { .device(DeviceMatch($0)) } ?? .path(serial.path),
            baudRate: serial.baud,
            dataBits: DataBits(rawValue: UInt8(clamping: serial.dataBits)) ?? .eight,
            parity: serial.parity == .even ? .even : serial.parity == .odd ? .odd : .none,
            stopBits: serial.stopBits == 2 ? .two : .one,
            flowControl: serial.flowControl == .hardware
                ? .hardware : serial.flowControl == .software ? .software : .none,
            dataTerminalReady: serial.dataTerminalReady, requestToSend: serial.requestToSend,
            exclusive: serial.exclusive, lowLatency: serial.lowLatency)
    }
}

extension Devices.USBSource {
    fileprivate init(_ usb: LinkConfiguration.USBSource, packetSize: Int?) {
        self.init(
            match: usb.match.map { DeviceMatch($0) } ?? DeviceMatch(),
            endpoint: UInt8(clamping: usb.endpoint))
        configuration = usb.configuration.map { UInt8(clamping: $0) }
        interface = UInt8(clamping: usb.interface)
        alternate = UInt8(clamping: usb.alternate)
        transferSize = usb.transferSize
        transfers = usb.transfers
        if usb.transferTimeout > 0 {
            transferTimeout = .nanoseconds(Int64(clamping: usb.transferTimeout))
        }
        self.packetSize = packetSize
        start = usb.start.map { USBControlRequest($0) }
        stop = usb.stop.map { USBControlRequest($0) }
    }
}

extension USBControlRequest {
    fileprivate init(_ request: LinkConfiguration.USBSource.Request) {
        let kind: Kind =
            switch request.kind {
            case .standard: .standard
            case .class: .class
            case .vendor: .vendor
            }
        let recipient: Recipient =
            switch request.recipient {
            case .device: .device
            case .interface: .interface
            case .endpoint: .endpoint
            }
        self.init(
            kind: kind, recipient: recipient, request: request.request, value: request.value,
            index: request.index, data: request.data)
    }
}

extension DeviceMatch {
    init(_ match: SerialMatch) {
        self.init(
            vendor: match.usb?.vendor, product: match.usb?.product, serial: match.serial,
            interface: match.interface.map { UInt8(clamping: $0) }, port: match.port)
        if let kind = match.kind { add(kind) }
    }
}
