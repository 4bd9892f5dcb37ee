import Glibc

/// Reads a file, a named pipe or the standard input, once, to the end.
struct FileReceiver {
    /// The path that means the standard input.
    static let standardInput = "-"

    let path: String

    private var name: String { path == Self.standardInput ? "standard input" : path }

    func run(_ session: inout ReceiverSession) {
        do throws(DeviceError) {
            let file = try open()
            session.tell(.opened(OpenedSource(name: name)))
            try read(file, &session)
        } catch {
            session.tell(.failed(error))
        }
    }

    /// Without blocking: a named pipe that has no writer yet must not hold up a stop. The standard
    /// input is left as it is, because the processes that share it would see the change.
    private func open() throws(DeviceError) -> Descriptor {
        if path == Self.standardInput { return Descriptor(lending: STDIN_FILENO) }
        do throws(SystemError) {
            let file = try SystemCalls.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
            if try !SystemCalls.status(of: file.number).isDirectory { return file }
        } catch {
            throw error.at(path)
        }
        throw .isADirectory(path: path)
    }

    /// Asks before each read whether it would block, since the standard input may.
    private func read(
        _ file: borrowing Descriptor, _ session: inout ReceiverSession
    ) throws(DeviceError) {
        do throws(SystemError) {
            while !session.stop.isRequested {
                if try session.wait(for: file.number, atMost: .zero).first == 0 {
                    session.tellIdle()
                    _ = try session.wait(for: file.number)
                    continue
                }
                switch session.readOnce(file.number) {
                case .more, .dry: continue
                case .endOfFile: return session.tell(.endOfInput)
                case .failed(let error): throw error
                }
            }
        } catch {
            throw error.at(name)
        }
    }
}
