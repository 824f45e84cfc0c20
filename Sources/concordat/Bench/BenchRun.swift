import ZeroMQ

/// Everything once: the controls, and then a new broker.
struct BenchRun {
    let seconds: Double
    let house: String

    /// More than any broker takes in the time, so that time is what ends a figure.
    private var most: Int { Int(seconds * 40_000) }

    func measure(into figures: inout FigureList) async throws {
        let broker = try BenchBroker(house: house)
        let disk = try DiskControl.measure(in: broker.folder, seconds: seconds)
        let sample = try BenchEvent.publications(1)[0]
        let transport = try await TransportControl.measure(sample, count: most * 10, seconds: seconds)
        figures.add("control: 600-byte append and fdatasync p50", "ms", disk.percentile(50) ?? 0)
        figures.add("control: 600-byte append and fdatasync p99", "ms", disk.percentile(99) ?? 0)
        figures.add("control: libzmq DEALER to ROUTER, CURVE", "1/s", transport)
        try await broker.start()
        let context = try ZeroMQContext()
        let one = BenchLoad.Shape(window: 256, hasSubscriber: true, count: most, seconds: seconds)
        let before = try broker.usage()
        let first = try await BenchLoad.run(one, at: broker, context)
        let used = try broker.usage().processorSeconds - before.processorSeconds
        figures.add("receipts with one subscriber", "1/s", first.rate, control: transport)
        let eight = BenchLoad.Shape(publishers: 8, window: 128, count: most, seconds: seconds)
        let second = try await BenchLoad.run(eight, at: broker, context)
        figures.add("receipts with eight publishers", "1/s", second.rate, control: transport)
        let alone = BenchLoad.Shape(window: 1, count: most, seconds: seconds)
        let third = try await BenchLoad.run(alone, at: broker, context).receipts
        add("one in flight, publish to receipt", third, beside: disk, to: &figures)
        let gentle = BenchLoad.Shape(
            window: 256,
            hasSubscriber: true,
            perSecond: 500,
            count: Int(seconds * 500),
            seconds: seconds
        )
        let fourth = try await BenchLoad.run(gentle, at: broker, context).deliveries
        add("publish to delivery at 500/s", fourth, beside: disk, to: &figures)
        let perMessage = used / Double(max(1, first.count))
        figures.add("broker CPU per 100,000 receipted, delivered, acknowledged", "s", perMessage * 100_000)
        figures.add("broker peak memory", "MB", try broker.usage().peakMegabytes)
        context.terminate()
        try await broker.stop()
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
