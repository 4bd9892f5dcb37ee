import ChannelCoding
import Devices
import LinkConfiguration
import TelemetryLink

extension ReceiverSource {
    /// The receiver that a link file's source asks for.
    ///
    /// - Parameter sharing: of links that are the peers of one port.
    init(
        _ source: LinkConfiguration.LinkSource, _ parameters: ManagedParameters,
        sharing: TCPPortSharing? = nil
    ) {
        switch source {
        case .serial(let serial): self = .serial(Devices.SerialSource(serial, parameters))
        case .usb(let usb):
            let packet = parameters.wrapper.every
            self = .usb(Devices.USBSource(usb, packetSize: packet > 0 ? packet : nil))
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
    fileprivate init(_ serial: LinkConfiguration.SerialSource, _ parameters: ManagedParameters) {
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
        otherRates = serial.otherBauds
        octetsForRate = Devices.SerialSource.octetsForRate(parameters)
        lineErrors = serial.lineErrors == .mark ? .mark : .count
    }

    /// Octets of three frames on the line. Of records whose length is not known a usual one counts,
    /// not the longest that is allowed.
    private static func octetsForRate(_ parameters: ManagedParameters) -> UInt64 {
        let usualRecord = 1_024
        let length = parameters.frame.length > 0 ? parameters.frame.length : usualRecord
        var octets = 3 * (length + parameters.coding.parityLength)
        // Of rate 1/2, the least dense of the codes.
        if let code = parameters.coding.convolutional { octets *= 2 * code.symbols.bitsPerSymbol }
        return UInt64(octets)
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
