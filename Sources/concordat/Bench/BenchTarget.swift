import ZeroMQ

/// A broker that is measured, as its clients need it: where it is, and the keys that it lets in.
struct BenchTarget: Sendable {
    let endpoint: String
    let serverKey: CurvePublicKey
    let publisher: KeyPair
    let subscriber: KeyPair

    /// Where its clients connect.
    func place(in context: ZeroMQContext) -> BenchConnection.Place {
        BenchConnection.Place(endpoint: endpoint, serverKey: serverKey, context: context)
    }
}
