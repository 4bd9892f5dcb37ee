import CCSDS
import Synchronization
import TelemetryLink
import TelemetryPipeline
import Testing

/// Does the router hand every batch to everybody, wait for nobody, and count what it drops?
struct RouterTests {
    private final class Wakes: Sendable {
        let count = Atomic(0)
        func wake() { count.add(1, ordering: .relaxed) }
        var value: Int { count.load(ordering: .relaxed) }
    }

    private func drain(_ subscription: PacketSubscription) -> [PacketDelivery] {
        var result: [PacketDelivery] = []
        while let delivery = subscription.next() {
            result.append(delivery)
            if case .finished = delivery { break }
            if case .disconnected = delivery { break }
        }
        return result
    }

    private func counts(_ deliveries: [PacketDelivery]) -> [UInt16] {
        deliveries.flatMap { delivery -> [UInt16] in
            guard case .batch(let routed) = delivery else { return [] }
            return routed.batch.packets.map(\.sequenceCount)
        }
    }

    @Test func everySubscriberGetsTheSameObjects() throws {
        let router = PacketRouter()
        let wakes = Wakes()
        let subscriptions = try (0..<3).map { _ in
            try #require(
                router.subscribe(PacketInterest(.everything)) { wakes.wake() })
        }
        router.publish(batch(0..<4), from: link("a"))
        router.publish(batch(4..<6), from: link("a"))
        #expect(wakes.value == 3, "one wake each until the queue was found empty")
        var objects: [ObjectIdentifier] = []
        for subscription in subscriptions {
            guard case .batch(let routed)? = subscription.next() else {
                Issue.record("no batch")
                return
            }
            objects.append(ObjectIdentifier(routed))
            #expect(counts(drain(subscription)) == [4, 5])
        }
        #expect(Set(objects).count == 1)
        router.publish(batch(6..<7), from: link("a"))
        #expect(wakes.value == 6)
    }

    @Test func slowSubscriberLosesTheOldestAndIsToldExactly() throws {
        let router = PacketRouter()
        let filter = try PacketFilter("count != 1", now: 0)
        let slow = try #require(
            router.subscribe(PacketInterest(filter), limits: QueueLimits(batches: 2)) {})
        let fast = try #require(router.subscribe(PacketInterest(.everything)) {})
        for first in stride(from: UInt16(0), to: 10, by: 2) {
            router.publish(batch(first..<first + 2), from: link("a"))
            #expect(counts(drain(fast)) == [first, first + 1])
        }
        guard case .dropped(let count)? = slow.next() else {
            Issue.record("the loss comes first")
            return
        }
        // Counts 0…5 went; 1 would not have passed.
        #expect(count == DropCount(packets: 5))
        #expect(counts(drain(slow)) == [6, 7, 8, 9])
        #expect(slow.totalDropped == DropCount(packets: 5))
        #expect(fast.totalDropped.isEmpty)
    }

    @Test func eachLossIsToldOnce() throws {
        let router = PacketRouter()
        let slow = try #require(
            router.subscribe(PacketInterest(.everything), limits: QueueLimits(batches: 1)) {})
        for lost in UInt64(1)...3 {
            for _ in 0...lost { router.publish(batch(0..<1), from: link("a")) }
            guard case .dropped(let count)? = slow.next() else {
                Issue.record("nothing dropped")
                return
            }
            #expect(count == DropCount(packets: lost))
            #expect(counts(drain(slow)) == [0])
        }
        #expect(slow.totalDropped == DropCount(packets: 6))
    }

    @Test(arguments: [QueueLimits(packets: 3), QueueLimits(octets: 24)])
    func packetsAndOctetsAreLimitsToo(limits: QueueLimits) throws {
        let router = PacketRouter()
        let subscription = try #require(
            router.subscribe(PacketInterest(.everything), limits: limits) {})
        // Packets of 7 octets: three of them fit.
        router.publish(batch(0..<3), from: link("a"))
        router.publish(batch(3..<4), from: link("a"))
        router.publish(batch(4..<8), from: link("a"))
        let deliveries = drain(subscription)
        #expect(counts(deliveries) == [])
        #expect(subscription.totalDropped == DropCount(packets: 8))
        #expect(subscription.queuedPackets == 0)
    }

    @Test(arguments: [QueueLimits(batches: 1), QueueLimits(packets: 3), QueueLimits(octets: 24)])
    func anEmptiedQueueHasAllItsRoomAgain(limits: QueueLimits) throws {
        let router = PacketRouter()
        let subscription = try #require(
            router.subscribe(PacketInterest(.everything), limits: limits) {})
        for _ in 0..<10 {
            router.publish(batch(0..<3), from: link("a"))
            #expect(counts(drain(subscription)) == [0, 1, 2])
        }
        #expect(subscription.totalDropped.isEmpty)
    }

    @Test func cutOffSubscriberIsToldAndForgotten() throws {
        let router = PacketRouter()
        let wakes = Wakes()
        let subscription = try #require(
            router.subscribe(
                PacketInterest(.everything), limits: QueueLimits(batches: 1), policy: .disconnect
            ) { wakes.wake() })
        for first in UInt16(0)..<3 { router.publish(batch(first..<first + 1), from: link("a")) }
        guard case .disconnected(let count)? = subscription.next() else {
            Issue.record("still connected")
            return
        }
        #expect(count == DropCount(packets: 2))
        #expect(router.subscriptionCount == 0)
    }

    @Test func gapsAreCountedWhenTheyAreWanted() throws {
        let router = PacketRouter()
        let subscription = try #require(
            router.subscribe(
                PacketInterest(.everything, classes: .standard), limits: QueueLimits(batches: 1)
            ) {})
        let packetsOnly = try #require(router.subscribe(PacketInterest(.everything)) {})
        var builder = PacketBatchBuilder()
        builder.append(
            gap: CounterGap(
                scope: .virtualChannel(channel(1, 2)), step: .reset, last: 1, found: 1,
                modulus: 256, earthReceiveTime: 0, streamOffset: 0))
        router.publish(builder.finish(), from: link("a"))
        router.publish(
            LinkNotice(time: 0, kind: "unplugged", message: "the radio is gone"), from: link("a"))
        router.publish(batch(0..<1), from: link("a"))
        guard case .dropped(let count)? = subscription.next() else {
            Issue.record("nothing dropped")
            return
        }
        #expect(count == DropCount(packets: 0, others: 2))
        #expect(counts(drain(packetsOnly)) == [0])
    }

    @Test("whoever is woken finds the queue open, and the last to subscribe is woken first")
    func wakingHoldsNoQueue() throws {
        let order = Order()
        let router = PacketRouter()
        var subscriptions: [PacketSubscription] = []
        for number in 0..<3 {
            let own = OwnSubscription()
            let subscription = try #require(
                router.subscribe(PacketInterest(.everything)) {
                    // On the publisher's thread: a lock that it holds would never open.
                    if own.value.withLock({ $0 })?.next() != nil {
                        order.numbers.withLock { $0.append(number) }
                    }
                })
            own.value.withLock { $0 = subscription }
            subscriptions.append(subscription)
        }
        router.publish(batch(0..<1), from: link("a"))
        #expect(order.numbers.withLock { $0 } == [2, 1, 0])
        // Nobody is woken after the end was promised.
        for subscription in subscriptions { _ = subscription.next() }
        subscriptions[1].cancel()
        router.publish(batch(1..<2), from: link("a"))
        #expect(order.numbers.withLock { $0 } == [2, 1, 0, 2, 0])
    }

    private final class Order: Sendable {
        let numbers = Mutex<[Int]>([])
    }

    private final class OwnSubscription: Sendable {
        let value = Mutex<PacketSubscription?>(nil)
    }

    @Test func closingEndsAfterWhatIsQueued() throws {
        let router = PacketRouter()
        let subscription = try #require(router.subscribe(PacketInterest(.everything)) {})
        router.publish(batch(0..<2), from: link("a"))
        router.close()
        let deliveries = drain(subscription)
        #expect(counts(deliveries) == [0, 1])
        guard case .finished? = deliveries.last else {
            Issue.record("not finished")
            return
        }
        #expect(router.subscribe(PacketInterest(.everything)) {} == nil)
    }

    @Test func subscriptionsAreBounded() throws {
        let router = PacketRouter()
        let all = (0..<PacketRouter.maximumSubscriptions).map { _ in
            router.subscribe(PacketInterest(.everything)) {}
        }
        #expect(all.allSatisfy { $0 != nil })
        #expect(router.subscribe(PacketInterest(.everything)) {} == nil)
        all[5]?.cancel()
        #expect(router.subscribe(PacketInterest(.everything)) {} != nil)
    }

    @Test func manyPublishersAndOneConsumerAccountForEveryPacket() async throws {
        let router = PacketRouter()
        let (ready, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let subscription = try #require(
            router.subscribe(PacketInterest(.everything), limits: QueueLimits(batches: 7)) {
                signal.yield()
            })
        let consumer = Task {
            var taken: UInt64 = 0
            var dropped: UInt64 = 0
            for await _ in ready {
                while let delivery = subscription.next() {
                    switch delivery {
                    case .batch(let routed): taken += UInt64(routed.batch.packets.count)
                    case .dropped(let count): dropped += count.packets
                    case .finished, .disconnected: return (taken, dropped)
                    }
                }
            }
            return (taken, dropped)
        }
        await withTaskGroup { group in
            for number in 0..<4 {
                group.addTask {
                    for _ in 0..<500 { router.publish(batch(0..<3), from: link("l\(number)")) }
                }
            }
        }
        router.close()
        let (taken, dropped) = await consumer.value
        #expect(taken + dropped == 6_000)
        #expect(dropped == subscription.totalDropped.packets)
    }
}
