import Devices
import LinkConfiguration

extension ReceiverSource {
    /// The receiver that a link file's source asks for.
    ///
    /// - Parameter sharing: of links that are the peers of one port.
    init(_ source: LinkConfiguration.LinkSource, sharing: TCPPortSharing? = nil) {
        switch source {
        case .serial(let serial): self = .serial(Devices.SerialSource(serial))
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

extension DeviceMatch {
    init(_ match: SerialMatch) {
        self.init(
            vendor: match.usb?.vendor, product: match.usb?.product, serial: match.serial,
            interface: match.interface.map { UInt8(clamping: $0) }, port: match.port)
    }
}
