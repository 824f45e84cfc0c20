import Foundation

/// Python's `json`, made as strict as ours, as a second opinion on many documents at once.
enum PythonReader {
    /// What Python makes of each document: its compact text with numbers as ECMAScript writes them, or `nil` if refused.
    static func read(_ documents: [[UInt8]]) throws -> [String?] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (input, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
        var bytes: [UInt8] = []
        for document in documents {
            bytes += withBigEndian(UInt32(document.count))
            bytes += document
        }
        try Data(bytes).write(to: input)
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, input.path(), output.path()]
        try python.run()
        python.waitUntilExit()
        let lines = try Data(contentsOf: output).split(separator: UInt8(ascii: "\n"))
        try FileManager.default.removeItem(at: folder)
        return lines.map { $0.elementsEqual("-".utf8) ? nil : String(decoding: $0, as: UTF8.self) }
    }

    private static func withBigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    // Numbers are laid out as in RFC 8785 by code of its own; integers beyond 64 bits are doubles, as in ours.
    private static let script = #"""
        import json, math, struct, sys
        def es6(x):
            if x == 0: return "0"
            sign, x = ("-", -x) if x < 0 else ("", x)
            m, _, e = repr(x).partition("e")
            whole, _, frac = m.partition(".")
            if frac == "0": frac = ""
            digits = whole + frac
            n = len(whole) + int(e or 0)
            n -= len(digits) - len(digits.lstrip("0"))
            digits = digits.strip("0") if "." in m or e else digits.lstrip("0").rstrip("0")
            k = len(digits)
            if k <= n <= 21: return sign + digits + "0" * (n - k)
            if 0 < n <= 21: return sign + digits[:n] + "." + digits[n:]
            if -6 < n <= 0: return sign + "0." + "0" * -n + digits
            e = ("e+" if n > 0 else "e-") + str(abs(n - 1))
            return sign + digits[0] + ("." + digits[1:] if k > 1 else "") + e
        def refuse(what): raise ValueError(what)
        def pairs(items):
            found = dict(items)
            if len(found) != len(items): refuse("duplicate")
            return found
        def number(text):
            x = float(text)
            return x if math.isfinite(x) else refuse("range")
        def integer(text):
            x = int(text)
            return x if -2**63 <= x < 2**63 else number(text)
        def text(v, depth=1):
            if isinstance(v, str):
                v.encode()
                return json.dumps(v, ensure_ascii=False)
            if isinstance(v, bool): return "true" if v else "false"
            if v is None: return "null"
            if isinstance(v, int): return str(v)
            if isinstance(v, float): return es6(v)
            if depth > 8: refuse("depth")
            if isinstance(v, list): return "[" + ",".join(text(i, depth + 1) for i in v) + "]"
            return "{" + ",".join(text(k) + ":" + text(i, depth + 1) for k, i in v.items()) + "}"
        stream, out = open(sys.argv[1], "rb").read(), open(sys.argv[2], "wb")
        at = 0
        while at < len(stream):
            n, = struct.unpack(">I", stream[at:at + 4])
            raw = stream[at + 4:at + 4 + n]
            at += 4 + n
            try:
                v = json.loads(raw.decode(), parse_constant=refuse, object_pairs_hook=pairs,
                               parse_float=number, parse_int=integer)
                line = text(v).encode()
            except (ValueError, RecursionError):
                line = b"-"
            out.write(line + b"\n")
        """#
}
