import Foundation
import Testing

@testable import ZeroMQ

/// A folder of one test's own, gone with it.
private struct Folder: ~Copyable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/certificates-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
    }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let file = file(name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}

/// What Debian's own Python, with its pyzmq, makes of a few lines.
private func python(_ script: String, _ arguments: String...) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
}

@Suite struct CertificateTests {
    // Keys of libzmq's own manual page for CURVE.
    private static let publicText = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
    private static let secretText = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"

    @Test func `what we write is, to the byte, what the format asks for`() throws {
        let keys = KeyPair(secretKey: try #require(CurveSecretKey(z85: Self.secretText)))
        let certificate = Certificate(
            keys: keys,
            metadata: [ZPLNode("name", "Birmingham"), ZPLNode("motto", "say \"forward\"")],
            sections: [ZPLNode("signing", [ZPLNode("public-key", "cHVi"), ZPLNode("secret-key", "c2Vj")])]
        )
        let expected = """
            #   ZeroMQ CURVE **Secret** Certificate
            #   DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.

            metadata
                name = "Birmingham"
                motto = 'say "forward"'
            curve
                public-key = "\(Self.publicText)"
                secret-key = "\(Self.secretText)"
            signing
                public-key = "cHVi"
                secret-key = "c2Vj"

            """
        #expect(try certificate.text() == expected)
        let read = try Certificate(parsing: [UInt8](expected.utf8), file: "x")
        #expect(read.keys == keys)
        #expect(try read.text() == expected)
        #expect(read.metadata.map(\.value) == ["Birmingham", "say \"forward\""])
        #expect(read.sections.first?["secret-key"]?.value == "c2Vj")
    }

    @Test func `pyzmq reads what we write`() throws {
        let folder = try Folder()
        let keys = KeyPair.generate()
        let signing = ZPLNode("signing", [ZPLNode("public-key", "cHVi"), ZPLNode("secret-key", "c2Vj")])
        let secret = Certificate(keys: keys, metadata: [ZPLNode("name", "x # y")], sections: [signing])
        try secret.write(to: folder.file("a.key_secret"))
        let open = Certificate(
            publicKey: keys.publicKey,
            sections: [ZPLNode("signing", [ZPLNode("public-key", "cHVi")])]
        )
        try open.write(to: folder.file("a.key"))
        let script = """
            import sys, zmq.auth
            for name in sys.argv[1:]:
                for key in zmq.auth.load_certificate(name): print(key.decode() if key else "none")
            """
        let printed = try python(script, folder.file("a.key_secret"), folder.file("a.key"))
        #expect(printed == [keys.publicKey.z85, keys.secretKey.z85, keys.publicKey.z85, "none"])
    }

    @Test func `we read what pyzmq writes`() throws {
        let folder = try Folder()
        let script = """
            import os, sys, zmq.auth
            os.umask(0o077)
            zmq.auth.create_certificates(sys.argv[1], "b", {"name": "it's 5 # a comment", "empty": ""})
            for key in zmq.auth.load_certificate(sys.argv[1] + "/b.key_secret"): print(key.decode())
            """
        let printed = try python(script, folder.path)
        let (certificate, keys) = try Certificate.secret(in: folder.file("b.key_secret"))
        #expect([keys.publicKey.z85, keys.secretKey.z85] == printed)
        #expect(certificate.metadata.map(\.name) == ["name", "empty"])
        #expect(certificate.metadata.map(\.value) == ["it's 5", ""])
        #expect(try Certificate.publicKey(in: folder.file("b.key")).z85 == printed[0])
    }

    @Test func `czmq's layout, tabs, quotes, comments and line ends are all read`() throws {
        let text =
            "#   ****  Generated on 2024 by CZMQ  ****\r\n\r\nmetadata   # about it\r\n"
            + "\tname = 'A \"B\"' # c\r\n"
            + "  \r\n\r\ncurve\r\n\tpublic-key=\(Self.publicText)\r\n"
        // Without quotes the key ends at its own "#"; this one has none.
        let certificate = try Certificate(parsing: [UInt8](text.utf8), file: "x")
        #expect(certificate.publicKey.z85 == Self.publicText)
        #expect(certificate.metadata.first?.value == "A \"B\"")
        #expect(certificate.secretKey == nil)
    }

    @Test(arguments: [
        ("curve\n    public-key = \"abc\n", 2, ZPLError.Fault.openQuote),
        ("curve\n    public-key = \"abc\" d\n", 2, .afterQuote),
        ("curve\n    = 3\n", 2, .name),
        ("curve x\n", 1, .noValue),
        ("a\n    b\n  c\n", 3, .indentation),
        ("    a\nb\n", 2, .indentation),
        ("a = 1\n\na = 2\n", 3, .repeated(name: "a")),
        ("a\n b\n  c\n   d\n    e\n     f\n      g\n       h\n        i\n", 9, .depth),
    ])
    func `a fault is named with its line`(text: String, line: Int, fault: ZPLError.Fault) {
        #expect(throws: ZPLError(line: line, fault: fault)) { try ZPLDocument(parsing: [UInt8](text.utf8)) }
        #expect(throws: CertificateError.syntax(file: "f", ZPLError(line: line, fault: fault))) {
            try Certificate(parsing: [UInt8](text.utf8), file: "f")
        }
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: ZPLError(line: 1, fault: .notUTF8)) { try ZPLDocument(parsing: [0x61, 0x3D, 0xFF]) }
    }

    @Test func `a certificate without its keys says which is missing or wrong`() throws {
        let parse = { (text: String) throws in try Certificate(parsing: [UInt8](text.utf8), file: "f") }
        #expect(throws: CertificateError.missing(file: "f", path: "curve/public-key")) {
            try parse("metadata\n")
        }
        #expect(throws: CertificateError.notAKey(file: "f", line: 2, path: "curve/public-key")) {
            try parse("curve\n    public-key = \"abc\"\n")
        }
        let other = KeyPair.generate().publicKey.z85
        #expect(throws: CertificateError.keysDoNotMatch(file: "f")) {
            try parse("curve\n    public-key = \"\(other)\"\n    secret-key = \"\(Self.secretText)\"\n")
        }
    }

    @Test func `what ZPL cannot say is not written`() {
        for node in [ZPLNode("a b", "c"), ZPLNode("", "c"), ZPLNode("a", "b\nc"), ZPLNode("a", "'\"")] {
            #expect(throws: CertificateError.cannotWrite(name: node.name)) { try ZPLDocument([node]).text() }
        }
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o700, 0o4600])
    func `a secret that is not 0600 is refused, with its name and mode`(mode: Int) throws {
        let folder = try Folder()
        let file = try folder.write("curve\n", to: "s", mode: mode)
        #expect(throws: CertificateError.readableByOthers(file: file, mode: UInt32(mode))) {
            try Certificate.secret(in: file)
        }
        let text = CertificateError.readableByOthers(file: "keys/s", mode: 0o644).description
        #expect(text == "keys/s: mode 0644 lets others at the secret; it must be 0600 (chmod 600 keys/s)")
    }

    @Test func `a secret must be the file itself`() throws {
        let folder = try Folder()
        try Certificate(keys: .generate()).write(to: folder.file("real"))
        let link = folder.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file("real"))
        #expect(throws: CertificateError.symbolicLink(file: link)) { try Certificate.secret(in: link) }
        #expect(throws: CertificateError.notRegularFile(file: folder.path)) {
            try Certificate.secret(in: folder.path)
        }
        #expect(throws: CertificateError.notRegularFile(file: "/dev/null")) {
            try Certificate.secret(in: "/dev/null")
        }
        #expect(throws: CertificateError.system(file: "/nowhere/x", operation: .open, ErrorCode(rawValue: 2)))
        {
            try Certificate.secret(in: "/nowhere/x")
        }
    }

    @Test func `a secret of another user is refused`() throws {
        let folder = try Folder()
        try Certificate(keys: .generate()).write(to: folder.file("s"))
        let file = folder.file("s")
        // Only root can give a file away; for anybody else there is nothing to see here.
        // SAFETY: the path is a C string that Swift keeps for the call.
        guard geteuid() == 0, unsafe chown(file, 12_345, 12_345) == 0 else { return }
        #expect(throws: CertificateError.notOurs(file: file, owner: 12_345, expected: 0)) {
            try Certificate.secret(in: file)
        }
    }

    @Test func `a secret is created 0600 and never written over`() throws {
        let folder = try Folder()
        let keys = KeyPair.generate()
        let file = folder.file("s")
        try Certificate(keys: keys).write(to: file)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(throws: CertificateError.system(file: file, operation: .create, ErrorCode(rawValue: 17))) {
            try Certificate(keys: .generate()).write(to: file)
        }
        #expect(try Certificate.secret(in: file).keys == keys)
        #expect(throws: CertificateError.missing(file: folder.file("p"), path: "curve/secret-key")) {
            let text = try Certificate(publicKey: keys.publicKey).text()
            _ = try Certificate.secret(in: folder.write(text, to: "p"))
        }
    }

    @Test func `a file longer than any certificate is refused`() throws {
        let folder = try Folder()
        let file = try folder.write(String(repeating: "#", count: 65_537), to: "long")
        #expect(throws: CertificateError.tooLong(file: file, limit: 65_536)) {
            try Certificate.secret(in: file)
        }
    }
}
