/// How a serial port is found.
public enum SerialPortName: Hashable, Sendable {
    /// By its path, or by a pattern that one path fits (`/dev/serial/by-id/usb-FTDI_*`).
    case path(String)
    /// By what the device is, whatever path it gets.
    case device(DeviceMatch)
}

extension SerialPortName: CustomStringConvertible {
    /// The path, or what the device is.
    public var description: String {
        switch self {
        case .path(let path): path
        case .device(let match): "\(match)"
        }
    }
}
