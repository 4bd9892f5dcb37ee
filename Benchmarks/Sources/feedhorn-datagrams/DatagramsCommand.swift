import Glibc

/// Sends frames as datagrams at a steady rate, and says what it sent.
///
///     feedhorn-datagrams PORT FRAMES-PER-SECOND SECONDS
///
/// Prints frames, octets and seconds as one JSON object.
@main
struct DatagramsCommand {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard numbers.count == 3, let port = UInt16(exactly: numbers[0]), numbers[1] > 0 else {
            print("usage: feedhorn-datagrams PORT FRAMES-PER-SECOND SECONDS")
            exit(2)
        }
        let sender = DatagramSender(port: port)
        let clock = ContinuousClock()
        let start = clock.now
        let wanted = numbers[1] * numbers[2]
        var sent = 0
        while sent < wanted {
            let passed = (clock.now - start) / .seconds(1)
            let due = min(wanted, Int(passed * Double(numbers[1])) + 1)
            if due == sent { usleep(200) }
            while sent < due {
                sender.send()
                sent += 1
            }
        }
        let seconds = (clock.now - start) / .seconds(1)
        let octets = sent * FrameStream.frameLength
        print("{\"frames\":\(sent),\"octets\":\(octets),\"seconds\":\(seconds)}")
    }
}
