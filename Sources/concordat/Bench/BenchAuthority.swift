import ZeroMQ

/// A broker of an authority of real size: what routing costs there, beside what it costs among few cases.
struct BenchAuthority {
    let seconds: Double
    let house: String
    /// Open cases, each of a child with its mother and every second one with a father too.
    let cases: Int

    /// Measures; `few` is how many concerns a broker with few cases routed in a second.
    func measure(beside few: Double, into figures: inout FigureList) async throws {
        try await BenchBroker.run(house: house) { broker in
            let context = try ZeroMQContext()
            try await broker.start()
            let routed = try await BenchLoad.routed(
                BenchLoad.Shape(
                    window: 256,
                    hasSubscriber: true,
                    count: Int(seconds * 100_000),
                    seconds: seconds
                ),
                about: BenchCase(count: cases, hasFamilies: true),
                at: broker,
                context
            )
            let title = "routed concerns, \(Grouped.text(cases)) open cases"
            figures.add(title, "1/s", routed, control: few)
            context.terminate()
        }
    }
}

extension BenchLoad {
    /// Makes cases known to a broker, and answers with how many concerns about them it routed in a second.
    static func routed(
        _ shape: Shape,
        about cases: BenchCase,
        at broker: BenchBroker,
        _ context: ZeroMQContext
    ) async throws -> Double {
        let known = try cases.publications()
        // As long as it takes; on a machine that does nothing else, half a minute for 40,000.
        let introduction = Shape(window: 256, count: known.count, seconds: 900)
        _ = try await run(introduction, known, at: broker.target, context)
        // What the chronology is behind with that is not what is measured.
        _ = try await broker.settledView(within: .seconds(900))
        var shape = shape
        shape.content = .concern(cases)
        return try await run(shape, at: broker.target, context).rate
    }
}
