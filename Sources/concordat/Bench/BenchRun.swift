import BrokerCore
import ZeroMQ

/// Everything once: the controls, and then a new broker.
struct BenchRun {
    /// Subscribers connected at once, for what a connection costs and how far one concern spreads.
    static let crowd = 1_000

    let seconds: Double
    let house: String

    /// More than any broker takes in the time, so that time is what ends a figure.
    private var most: Int { Int(seconds * 100_000) }
    private var one: BenchLoad.Shape {
        BenchLoad.Shape(window: 256, hasSubscriber: true, count: most, seconds: seconds)
    }
    private var eight: BenchLoad.Shape {
        BenchLoad.Shape(publishers: 8, window: 128, hasSubscriber: true, count: most, seconds: seconds)
    }

    /// Answers with how many concerns were routed in a second.
    func measure(into figures: inout FigureList) async throws -> Double {
        var routed = 0.0
        try await BenchBroker.run(house: house) { routed = try await measure($0, into: &figures) }
        return routed
    }

    private func measure(_ broker: BenchBroker, into figures: inout FigureList) async throws -> Double {
        let context = try ZeroMQContext()
        let disk = try DiskControl.measure(in: broker.folder, seconds: seconds)
        let sample = try BenchEvent.publications(1)[0]
        let transport = try await TransportControl.measure(sample, count: most * 10, seconds: seconds)
        let ceiling = try await CeilingControl.measure(one, in: broker.folder, context)
        let ceilingOfEight = try await CeilingControl.measure(eight, in: broker.folder, context)
        figures.add("control: 600-byte append and fdatasync p50", "ms", disk.percentile(50) ?? 0)
        figures.add("control: 600-byte append and fdatasync p99", "ms", disk.percentile(99) ?? 0)
        figures.add("control: libzmq DEALER to ROUTER, CURVE", "1/s", transport)
        try await broker.start()
        let routed = try await throughput(of: broker, (ceiling, ceilingOfEight), context, &figures)
        // What the chronology is still behind is measured above; how long one message takes is another question.
        _ = try await broker.settledView()
        let alone = BenchLoad.Shape(window: 1, count: most, seconds: seconds)
        let third = try await BenchLoad.run(alone, at: broker.target, context).receipts
        add("one in flight, publish to receipt", third, beside: disk, to: &figures)
        let gentle = BenchLoad.Shape(
            window: 256,
            hasSubscriber: true,
            perSecond: 500,
            count: Int(seconds * 500),
            seconds: seconds
        )
        let fourth = try await BenchLoad.run(gentle, at: broker.target, context).deliveries
        add("publish to delivery at 500/s", fourth, beside: disk, to: &figures)
        try await gather(at: broker, context, &figures)
        figures.add("broker peak memory", "MB", try broker.usage().peakMegabytes)
        context.terminate()
        return routed
    }

    private func throughput(
        of broker: BenchBroker,
        _ ceilings: (Double, Double),
        _ context: ZeroMQContext,
        _ figures: inout FigureList
    ) async throws -> Double {
        try await followed(broker, ceilings.0, context, &figures)
        let second = try await BenchLoad.run(eight, at: broker.target, context)
        figures.add("receipts with eight publishers", "1/s", second.rate, control: ceilings.1)
        let routed = try await BenchLoad.routed(one, about: .few, at: broker, context)
        figures.add("routed concerns", "1/s", routed, control: ceilings.0)
        return routed
    }

    /// The first figure, and what the broker and its chronology, which lags, took of a processor for it.
    private func followed(
        _ broker: BenchBroker,
        _ ceiling: Double,
        _ context: ZeroMQContext,
        _ figures: inout FigureList
    ) async throws {
        let (before, viewBefore) = (try broker.usage(), try broker.view())
        let outcome = try await BenchLoad.run(one, at: broker.target, context)
        let backlog = try broker.view().backlog
        let viewAfter = try await broker.settledView()
        let whole = try broker.usage().processorSeconds - before.processorSeconds
        let view = Double(viewAfter.processorMilliseconds - viewBefore.processorMilliseconds) / 1_000
        let hundredThousands = Double(max(1, outcome.count)) / 100_000
        figures.add("receipts with one subscriber", "1/s", outcome.rate, control: ceiling)
        figures.add(
            "broker CPU per 100,000 receipted, delivered, acknowledged, without the view",
            "s",
            (whole - view) / hundredThousands
        )
        figures.add("view backlog after receipts with one subscriber", "entries", Double(backlog))
        figures.add("view catch-up CPU per 100,000", "s", view / hundredThousands)
    }

    private func gather(
        at broker: BenchBroker,
        _ context: ZeroMQContext,
        _ figures: inout FigureList
    ) async throws {
        let before = try broker.usage().residentMegabytes
        let crowd = try BenchCrowd()
        try await crowd.gather(Self.crowd, at: broker.target, context)
        let each = (try broker.usage().residentMegabytes - before) * 1_024 / Double(Self.crowd)
        figures.add("memory per idle connection", "KB", each)
        let spread = try await crowd.spread(20)
        figures.add("fan-out to 1,000, receipt to last delivery", "ms", spread.median ?? 0)
        await crowd.disperse()
    }

    private func add(
        _ name: String,
        _ values: Distribution,
        beside disk: Distribution,
        to figures: inout FigureList
    ) {
        for percent in [50, 99] {
            figures.add(
                "\(name) p\(percent)",
                "ms",
                values.percentile(percent) ?? 0,
                control: disk.percentile(percent)
            )
        }
    }
}
