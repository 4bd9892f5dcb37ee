import Glibc

extension Output {
    /// A line on standard error without the program's name: it begins with a file's place.
    static func plain(_ text: String) {
        let line = text + "\n"
        _ = line.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    }
}

extension Output {
    /// Text on standard error as it is.
    static func raw(_ text: String) {
        _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    }
}
