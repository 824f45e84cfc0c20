import Foundation
import ZeroMQ

/// Measures ``CeilingBroker`` with the load that the broker gets.
enum CeilingControl {
    /// Receipts a second.
    static func measure(_ shape: BenchLoad.Shape, in folder: String, _ context: ZeroMQContext) async throws
        -> Double
    {
        let (publisher, subscriber) = (KeyPair.generate(), KeyPair.generate())
        let process = try ChildProcess(
            [
                "bench-ceiling", folder + "/ceiling",
                "--client=" + publisher.publicKey.z85, "--client=" + subscriber.publicKey.z85,
            ],
            named: "the control broker",
            log: folder + "/log"
        )
        let line = try await process.line("that it serves") { $0.hasPrefix("serving ") }
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 3, let key = CurvePublicKey(z85: words[2]) else {
            throw CommandFailure.refused("the control broker: said \(line)")
        }
        let target = BenchTarget(
            endpoint: words[1],
            serverKey: key,
            publisher: publisher,
            subscriber: subscriber
        )
        var shape = shape
        shape.repeats = true
        let outcome = try await BenchLoad.run(shape, try BenchEvent.publications(4_096), at: target, context)
        try await process.stop()
        try FileManager.default.removeItem(atPath: folder + "/ceiling")
        return outcome.rate
    }
}
