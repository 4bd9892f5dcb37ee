import CLinux
import Testing

@testable import Devices

/// Are the kernel's attributes of a line those that the parameters say? (The values of the flags
/// are those of asm-generic/termbits.h.)
struct SerialLineTests {
    private func attributes(
        _ change: (inout SerialSource) -> Void, over former: clinux_termios2 = clinux_termios2()
    ) -> clinux_termios2 {
        var source = SerialSource(path: "", baudRate: 9_600)
        change(&source)
        return SerialLine.attributes(for: source, over: former)
    }

    @Test("characters: CREAD and CLOCAL, then size, stop bits, parity and flow control")
    func characters() {
        // BOTHER for both directions, CREAD, CLOCAL.
        let always: UInt32 = 0o010000 | 0o010000 << 16 | 0o000200 | 0o004000
        #expect(attributes { _ in }.c_cflag == always | 0o60)
        #expect(attributes { $0.dataBits = .five }.c_cflag == always)
        #expect(attributes { $0.dataBits = .six }.c_cflag == always | 0o20)
        #expect(attributes { $0.dataBits = .seven }.c_cflag == always | 0o40)
        #expect(attributes { $0.stopBits = .two }.c_cflag == always | 0o60 | 0o100)
        #expect(attributes { $0.parity = .even }.c_cflag == always | 0o60 | 0o400)
        #expect(attributes { $0.parity = .odd }.c_cflag == always | 0o60 | 0o1400)
        #expect(attributes { $0.parity = .space }.c_cflag == always | 0o60 | 0x4000_0100)
        #expect(attributes { $0.parity = .mark }.c_cflag == always | 0o60 | 0x4000_0300)
        let hardware = attributes { $0.flowControl = .hardware }
        #expect(hardware.c_cflag == always | 0o60 | 0x8000_0000)
        #expect(hardware.c_iflag == 0)
        let software = attributes { $0.flowControl = .software }
        #expect(software.c_cflag == always | 0o60)
        #expect(software.c_iflag == 0o002000 | 0o010000)
    }

    @Test("everything that changes octets is cleared, and what hangs up on close is kept")
    func raw() {
        var former = clinux_termios2()
        former.c_iflag = UInt32.max
        former.c_oflag = UInt32.max
        former.c_cflag = UInt32.max
        former.c_lflag = UInt32.max
        let line = attributes({ _ in }, over: former)
        #expect(line.c_iflag == 0)
        #expect(line.c_lflag == 0)
        #expect(line.c_oflag == UInt32.max - 1)
        #expect(line.c_cflag & 0o002000 != 0, "HUPCL is the administrator's")
        #expect(line.c_cc.6 == 1, "VMIN")
        #expect(line.c_cc.5 == 0, "VTIME")
        #expect(line.c_ispeed == 9_600)
        #expect(line.c_ospeed == 9_600)
    }

    @Test("the first thing that is set: nothing is sent back or changed, rate and characters stay")
    func silent() {
        var former = clinux_termios2()
        former.c_iflag = UInt32.max
        former.c_cflag = 0o2275
        former.c_lflag = UInt32.max
        former.c_ospeed = 38_400
        let line = SerialLine.silent(former)
        #expect(line.c_iflag == 0)
        #expect(line.c_lflag == 0)
        #expect(line.c_cflag == 0o2275)
        #expect(line.c_ospeed == 38_400)
    }

    @Test("what is left behind: ECHO and ECHONL cleared, all else as it was")
    func withoutEcho() {
        var former = clinux_termios2()
        former.c_iflag = 0o2400
        former.c_lflag = 0o100173
        let line = SerialLine.withoutEcho(former)
        #expect(line.c_iflag == 0o2400)
        #expect(line.c_lflag == 0o100063)
    }

    @Test("a rate may be off by 2.5 %, whatever the rate bits say")
    func rates() {
        #expect(SerialLine.isNear(115_200, 115_200))
        #expect(SerialLine.isNear(115_200, 117_647))
        #expect(SerialLine.isNear(1_000, 1_025))
        #expect(SerialLine.isNear(1_000, 975))
        #expect(!SerialLine.isNear(1_000, 1_026))
        #expect(!SerialLine.isNear(1_000, 974))
        #expect(!SerialLine.isNear(4_294_967_295, 0))
        let asked = attributes { $0.baudRate = 115_200 }
        var actual = asked
        actual.c_cflag = actual.c_cflag & ~0o010017 | 0o010002
        #expect(SerialLine.mismatches(asked: asked, actual: actual).isEmpty)
        actual.c_ospeed = 9_600
        #expect(
            SerialLine.mismatches(asked: asked, actual: actual)
                == [SettingMismatch(.baudRate, asked: "115200", actual: "9600")])
    }
}
