import Foundation
import Testing

@testable import Devices

/// Is it found out who has a port?
struct PortHolderTests {
    @Test("the kernel's table of locks: only exclusive flocks of that very file")
    func lockTable() {
        let table = """
            1: POSIX  ADVISORY  WRITE 999 00:1c:5 0 EOF
            2: FLOCK  ADVISORY  WRITE 4302 00:1c:5 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 4400 00:1c:5 0 EOF
            3: FLOCK  ADVISORY  READ  17 00:1c:5 0 EOF
            4: FLOCK  ADVISORY  WRITE 18 00:1c:55 0 EOF
            5: FLOCK  ADVISORY  WRITE 19 08:1c:5 0 EOF
            6: FLOCK  ADVISORY  WRITE
            7: FLOCK  ADVISORY  WRITE x 00:1c:5 0 EOF

            garbage
            """
        let holders = PortHolders.lockHolders(in: table, major: 0, minor: 0x1C, inode: 5)
        #expect(holders == [4_302])
        for count in 0...table.utf8.count {
            let part = String(decoding: table.utf8.prefix(count), as: UTF8.self)
            _ = PortHolders.lockHolders(in: part, major: 0, minor: 0x1C, inode: 5)
        }
    }

    @Test("who has a file open, when nobody has locked it")
    func opener() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("port")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        #expect(PortHolders.holders(of: path) == [])
        let file = open(path, O_RDONLY)
        defer { close(file) }
        #expect(PortHolders.holders(of: path).map(\.process) == [getpid()])
        #expect(PortHolders.holders(of: directory.path("none")) == [])
    }

    @Test(
        "another program that holds the lock is named",
        .enabled(if: access("/usr/bin/flock", X_OK) == 0, "needs flock(1) of util-linux"))
    func otherProgram() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("port")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let program = Process()
        program.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        program.arguments = [path, "sh", "-c", "echo locked; read line"]
        let (input, output) = (Pipe(), Pipe())
        program.standardInput = input
        program.standardOutput = output
        try program.run()
        #expect(output.fileHandleForReading.availableData == Data("locked\n".utf8))
        let holders = PortHolders.holders(of: path)
        try input.fileHandleForWriting.close()
        program.waitUntilExit()
        #expect(holders == [PortHolder(process: program.processIdentifier, name: "flock")])
        #expect(
            "\(holders.map(\.description))" == "[\"flock (process \(program.processIdentifier))\"]")
    }
}
