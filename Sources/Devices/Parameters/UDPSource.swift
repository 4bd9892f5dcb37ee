/// A UDP port whose datagrams are received, each as a chunk of its own.
public struct UDPSource: Hashable, Sendable {
    /// The numeric address to receive on: `127.0.0.1`, `::1`, `0.0.0.0` for every IPv4 address.
    public var bindAddress: String
    /// The port to receive on; 0 takes a free one, which the `opened` event then names.
    public var port: UInt16
    /// The numeric address of a multicast group to join. The port may then be shared with other
    /// programs; without a group it is this receiver's alone.
    public var group: String?
    /// The network interface to join the group on, by name; the kernel chooses when `nil`.
    public var interface: String?
    /// Octets of the kernel's receive buffer; the system's default when `nil`.
    public var receiveBuffer: Int?
    /// The numeric addresses of those whose datagrams are received; everybody's when there is none.
    /// What others send is counted (``ReceiverEvent/foreignDatagrams(count:)``) and goes no
    /// further.
    public var sources: [String]

    /// A port of the address `bindAddress`.
    public init(
        bindAddress: String, port: UInt16, group: String? = nil, interface: String? = nil,
        receiveBuffer: Int? = nil, sources: [String] = []
    ) {
        self.bindAddress = bindAddress
        self.port = port
        self.group = group
        self.interface = interface
        self.receiveBuffer = receiveBuffer
        self.sources = sources
    }
}
