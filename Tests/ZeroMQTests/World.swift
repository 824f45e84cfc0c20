import Synchronization

@testable import ZeroMQ

/// What the tests share: one context, one authenticator, and a policy to which each test adds keys of its
/// own.
enum World {
    static let context = Result { () throws(ZeroMQError) in try ZeroMQContext() }
    private static let authenticatorResult = Result { () throws(ZeroMQError) in
        try Authenticator(context: context.get(), policy: AccessPolicy(users: [:]))
    }
    private static let users = Mutex<[CurvePublicKey: String]>([:])

    static func authenticator() throws -> Authenticator { try authenticatorResult.get() }

    /// A fresh key that is let in as this user.
    static func admit(_ user: String) throws -> KeyPair {
        let keys = KeyPair.generate()
        try change { $0[keys.publicKey] = user }
        return keys
    }

    static func revoke(_ key: CurvePublicKey) throws { try change { $0[key] = nil } }

    private static func change(_ body: (inout [CurvePublicKey: String]) -> Void) throws {
        let authenticator = try authenticator()
        // Under the lock, so that of two tests the later snapshot also is the one in force.
        try users.withLock { users in
            body(&users)
            authenticator.replacePolicy(try AccessPolicy(users: users))
        }
    }

    /// A context that is never ended: 4.3.4 breaks its random numbers for the others when one is.
    static func separateContext() throws -> ZeroMQContext {
        let context = try ZeroMQContext()
        kept.withLock { $0.append(context) }
        return context
    }
    private static let kept = Mutex<[ZeroMQContext]>([])
}
