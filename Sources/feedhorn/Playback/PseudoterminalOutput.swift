import FeedhornTestKit
import Glibc

/// A radio on a pseudoterminal. Sends when a reader has made the terminal raw, as receivers do.
struct PseudoterminalOutput: PlaybackOutput {
    /// What a receiver opens.
    let path: String
    private let radio: FakeSerialRadio
    /// A folder made only for the link's own use.
    private let folder: String?

    /// The radio gives up waiting so often to look whether a signal came.
    private static let patience = Duration.milliseconds(200)

    /// - Parameter link: name of the symbolic link to the terminal; without one, ``path`` is the
    ///   terminal itself.
    init(link: String?) throws(PlaybackError) {
        folder = link == nil ? try PseudoterminalOutput.makeFolder() : nil
        let name = link ?? "\(folder ?? "")/radio"
        do throws(FakeRadioError) {
            radio = try FakeSerialRadio(path: name, patience: PseudoterminalOutput.patience)
        } catch {
            if let folder { rmdir(folder) }
            throw PseudoterminalOutput.failure(error, name)
        }
        path = link ?? radio.terminalPath ?? name
        if let folder {
            unlink(name)
            rmdir(folder)
        }
    }

    private static func makeFolder() throws(PlaybackError) -> String {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/feedhorn-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system(base, errno) }
        return String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func failure(_ error: FakeRadioError, _ target: String) -> PlaybackError {
        switch error {
        case .system(_, let number): .system(target, number)
        case .unplugged: .closed(target: target)
        case .readerTooSlow, .noReader: .failed(target: target, reason: "no reader")
        }
    }

    mutating func prepare() throws(PlaybackError) -> Bool {
        // Ends when a reader comes, or a signal.
        while !Interruption.hasCome {
            do throws(FakeRadioError) {
                try radio.waitForReader()
                return true
            } catch .noReader {
                continue
            } catch {
                throw PseudoterminalOutput.failure(error, path)
            }
        }
        return false
    }

    mutating func send(_ octets: UnsafeRawBufferPointer) throws(PlaybackError) -> Int {
        var sent = 0
        // Ends when the reader has read enough, or at a signal.
        while sent < octets.count, !Interruption.hasCome {
            do throws(FakeRadioError) {
                try radio.write(octets[sent...])
                sent = octets.count
            } catch .readerTooSlow(let unsent) {
                sent = octets.count - unsent
            } catch {
                throw PseudoterminalOutput.failure(error, path)
            }
        }
        return sent
    }

    mutating func finish() throws(PlaybackError) {
        // Ends when the reader has read everything, or at a signal.
        while !Interruption.hasCome {
            do throws(FakeRadioError) {
                try radio.waitUntilRead()
                return
            } catch .readerTooSlow {
                continue
            } catch {
                throw PseudoterminalOutput.failure(error, path)
            }
        }
    }
}
