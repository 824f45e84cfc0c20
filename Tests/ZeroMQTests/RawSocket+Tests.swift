import CZeroMQ

@testable import ZeroMQ

extension RawSocket {
    /// Sends a frame as a peer without our care would, and waits for a connection if there is none.
    func sendRaw(_ bytes: [UInt8], more: Bool) {
        // SAFETY: as many bytes are read as the array has, before the call returns.
        _ = unsafe zmq_send(pointer, bytes, bytes.count, more ? ZMQ_SNDMORE : 0)
    }

    func setRoutingID(_ text: String) throws { try set(ZMQ_ROUTING_ID, [UInt8](text.utf8)) }

    /// Makes a server that may lack what makes ours safe.
    func setCurveServer(_ keys: KeyPair, domain: String, enforced: Bool) throws {
        try set(ZMQ_LINGER, 0)
        try set(ZMQ_CURVE_SERVER, 1)
        try set(ZMQ_CURVE_SECRETKEY, keys.secretKey.bytes)
        if !domain.isEmpty { try set(ZMQ_ZAP_DOMAIN, [UInt8](domain.utf8)) }
        if enforced { try set(CZMQ_ZAP_ENFORCE_DOMAIN, 1) }
    }
}
