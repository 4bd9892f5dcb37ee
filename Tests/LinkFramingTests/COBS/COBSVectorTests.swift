import LinkFraming
import Testing

@Suite("Is every COBS vector decoded, and every bad one refused?")
struct COBSVectorTests {
    private func run(_ wire: [UInt8], reduced: Bool = false) -> FramerRun {
        FramerRun(COBSFramer(reduced: reduced, maximumLength: 2_000), wire, [0..<wire.count])
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyVector() throws {
        for vector in try Vector.load("cobs", count: 20) {
            guard try vector.text("expect") == "ok" else {
                let encoded = try vector.octets("encoded")
                #expect(
                    withSpan(encoded) { COBS.length(of: $0, reduced: false) } == nil,
                    "\(vector.name)")
                continue
            }
            let payload = try vector.octets("payload")
            let encoded = try vector.octets("encoded")
            for wire in [try vector.octets("frame"), encoded + [0]] {
                #expect(run(wire).goodData == [payload], "\(vector.name)")
            }
            let reduced = try vector.octets("cobsr")
            let found = run(reduced + [0], reduced: true).goodData
            #expect(found == [payload], "\(vector.name) reduced")
        }
    }

    @Test("a code that points past the end")
    func pastTheEnd() {
        let found = run([5, 1, 2, 3, 0, 2, 7, 0])
        #expect(found.goodData == [[7]])
        #expect(found.passedOver == 1 && found.owned["malformed"] == 32)
    }
}
