import Foundation
import Glibc

/// What a process has used so far, as `/proc` tells.
struct ProcessUsage {
    /// Seconds of processor time, in user and kernel mode.
    let processorSeconds: Double
    /// The most memory it ever had resident.
    let peakMegabytes: Double
    /// The memory that it has resident.
    let residentMegabytes: Double

    init(of process: pid_t) throws {
        let folder = "/proc/\(process)/"
        let stat = String(decoding: try InputFile.read(folder + "stat"), as: UTF8.self)
        // The name, in brackets, may hold blanks; the state after it is field 3, times in ticks are 14 and 15.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        let status = String(decoding: try InputFile.read(folder + "status"), as: UTF8.self)
        guard fields.count > 12, let user = Double(fields[11]), let kernel = Double(fields[12]),
            let peak = Self.kilobytes("VmHWM:", in: status),
            let resident = Self.kilobytes("VmRSS:", in: status)
        else { throw CommandFailure.refused("\(folder): says nothing of processor and memory") }
        processorSeconds = (user + kernel) / Double(sysconf(Int32(_SC_CLK_TCK)))
        peakMegabytes = peak / 1_024
        residentMegabytes = resident / 1_024
    }

    private static func kilobytes(_ name: String, in status: String) -> Double? {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
    }
}
