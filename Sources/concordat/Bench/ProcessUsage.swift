import Foundation
import Glibc

/// What a process has used so far, as `/proc` tells.
struct ProcessUsage {
    /// Seconds of processor time, in user and kernel mode.
    let processorSeconds: Double
    /// The most memory it ever had resident.
    let peakMegabytes: Double

    init(of process: pid_t) throws {
        let folder = "/proc/\(process)/"
        let stat = String(decoding: try InputFile.read(folder + "stat"), as: UTF8.self)
        // The name, in brackets, may hold blanks; the state after it is field 3, times in ticks are 14 and 15.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        let status = String(decoding: try InputFile.read(folder + "status"), as: UTF8.self)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.split(
            whereSeparator: \.isWhitespace
        )
        guard fields.count > 12, let user = Double(fields[11]), let kernel = Double(fields[12]),
            let peak, peak.count > 1, let kilobytes = Double(peak[1])
        else { throw CommandFailure.refused("\(folder): says nothing of processor and memory") }
        processorSeconds = (user + kernel) / Double(sysconf(Int32(_SC_CLK_TCK)))
        peakMegabytes = kilobytes / 1_024
    }
}
