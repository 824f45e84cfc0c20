import CLibFuzzer
import Glibc

// `fuzz <decoder> <libFuzzer's own arguments…>`: libFuzzer takes the decoder's name for its program's.
let decoder = CommandLine.arguments.dropFirst().first.flatMap { Decoder(rawValue: $0) }
if decoder == nil {
    print("fuzz <decoder> [corpus] [-max_total_time=60 …]; decoders:")
    for known in Decoder.allCases { print("  \(known.rawValue)") }
    exit(64)
}

// SAFETY: the driver reads the arguments that the process was started with, and calls back with `size` bytes at `data`,
// which are copied before anything else sees them.
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
    decoder?.take(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
exit(status)
