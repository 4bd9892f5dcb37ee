import Devices
import LinkConfiguration

extension ReceiverSource {
    /// The receiver that a link file's source asks for.
    init(_ source: LinkConfiguration.LinkSource) {
        switch source {
        case .serial(let serial): self = .serial(Devices.SerialSource(serial))
        case .udp(let udp):
            self = .udp(
                Devices.UDPSource(bindAddress: udp.bind, port: udp.port, group: udp.group))
        case .tcp(.connect(let peer)):
            self = .tcpClient(TCPClientSource(host: peer.host, port: peer.port))
        case .tcp(.listen(let local)):
            self = .tcpServer(TCPServerSource(bindAddress: local.host, port: local.port))
        case .file(let path): self = .file(FileSource(path: path))
        case .standardInput: self = .standardInput
        }
    }
}

extension Devices.SerialSource {
    fileprivate init(_ serial: LinkConfiguration.SerialSource) {
        self.init(
            path: serial.path, baudRate: serial.baud,
            dataBits: DataBits(rawValue: UInt8(clamping: serial.dataBits)) ?? .eight,
            parity: serial.parity == .even ? .even : serial.parity == .odd ? .odd : .none,
            stopBits: serial.stopBits == 2 ? .two : .one,
            flowControl: serial.flowControl == .hardware
                ? .hardware : serial.flowControl == .software ? .software : .none,
            dataTerminalReady: serial.dataTerminalReady, requestToSend: serial.requestToSend,
            exclusive: serial.exclusive)
    }
}
