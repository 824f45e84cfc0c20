/// Who may connect: replaced as a whole, never changed.
public struct AccessPolicy: Sendable {
    /// The user id that each known key stands for.
    public let users: [CurvePublicKey: String]
    /// Known keys are asked to come back later while more connections than this are open; `nil` is no limit.
    public let connectionLimit: Int?

    /// Checks that every user id can be carried: 1 to 255 printable ASCII characters.
    public init(users: [CurvePublicKey: String], connectionLimit: Int? = nil) throws(ZeroMQError) {
        for (key, user) in users {
            guard (1...255).contains(user.utf8.count), user.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else {
                throw .unusableUserID(key: key)
            }
        }
        self.users = users
        self.connectionLimit = connectionLimit
    }
}
