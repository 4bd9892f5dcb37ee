import Devices
import Testing

/// Does an error say, in one line, what failed on what and why?
struct DeviceErrorTests {
    @Test(
        "one line for people",
        arguments: [
            (
                DeviceError.system(call: "open", target: "/dev/ttyUSB0", number: 13),
                "/dev/ttyUSB0: open: Permission denied (EACCES)"
            ),
            (
                .system(call: "bind", target: "0.0.0.0:5000", number: 98),
                "0.0.0.0:5000: bind: Address already in use (EADDRINUSE)"
            ),
            (
                .system(call: "read", target: "x", number: 4_095),
                "x: read: Unknown error 4095"
            ),
            (.busy(path: "/dev/ttyS0", holders: []), "/dev/ttyS0: in use"),
            (
                .busy(path: "/dev/ttyS0", holders: [PortHolder(process: 12, name: "minicom")]),
                "/dev/ttyS0: in use by minicom (process 12)"
            ),
            (.notATerminal(path: "/etc/fstab"), "/etc/fstab: not a terminal"),
            (.isADirectory(path: "/etc"), "/etc: is a directory"),
            (
                .timedOut(target: "10.0.0.1:80", after: .seconds(10)),
                "10.0.0.1:80: no answer within 10.0 seconds"
            ),
        ])
    func description(error: DeviceError, text: String) {
        #expect("\(error)" == text)
        #expect(!error.isPermanent)
    }
}
