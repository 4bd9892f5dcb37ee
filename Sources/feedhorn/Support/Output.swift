import Glibc

/// Standard output carries data, standard error messages.
enum Output {
    /// Writes text to standard output.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    /// Writes octets to standard output; a reader that has gone ends the program without a word,
    /// as it does every filter (`feedhorn … | head`).
    static func write(_ octets: UnsafeRawBufferPointer) {
        var rest = octets
        // Each turn writes at least one octet.
        while !rest.isEmpty {
            let count = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                if errno != EPIPE {
                    message("standard output: \(String(cString: strerror(errno)))")
                }
                exit(errno == EPIPE ? 0 : 1)
            }
        }
    }

    /// A line on standard error.
    static func message(_ text: String) {
        let line = "feedhorn: \(text)\n"
        _ = line.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
