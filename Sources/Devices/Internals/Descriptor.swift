/// A file descriptor with one owner, closed when the owner is gone.
struct Descriptor: ~Copyable, Sendable {
    /// The number that system calls take.
    let number: Int32
    private let isOwned: Bool

    /// Takes ownership of `number`.
    init(owning number: Int32) {
        self.number = number
        isOwned = true
    }

    /// A descriptor that belongs to the process, as the standard input does.
    init(lending number: Int32) {
        self.number = number
        isOwned = false
    }

    deinit {
        if isOwned { SystemCalls.close(number) }
    }
}
