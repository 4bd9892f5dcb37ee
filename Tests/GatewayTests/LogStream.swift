import Logging

/// What a station logs, as it comes.
struct LogStream {
    private let messages: AsyncStream<String>
    let logger: Logger

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        messages = stream
        logger = Logger(label: "test") { _ in Handler(continuation: continuation) }
    }

    /// Waits for a message that contains `text`, behind those that were waited for before.
    func wait(for text: String) async {
        for await message in messages where message.contains(text) { return }
    }

    private struct Handler: LogHandler {
        let continuation: AsyncStream<String>.Continuation
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            continuation.yield("\(event.message)")
        }
    }
}
