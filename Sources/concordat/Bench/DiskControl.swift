import CLinuxShims
import Foundation

/// What a sync of one small append costs on the disk that the ledger lies on.
enum DiskControl {
    /// Appends 600 bytes and syncs, again and again; milliseconds of each append with its sync.
    static func measure(in folder: String, seconds: Double) throws -> Distribution {
        let path = folder + "/control"
        let record = Data(repeating: 0x63, count: 600)
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure.refused("\(path): cannot be written") }
        var samples: [Double] = []
        let whole = Stopwatch()
        repeat {
            let one = Stopwatch()
            try file.write(contentsOf: record)
            guard linux_fdatasync(file.fileDescriptor) == 0 else {
                throw CommandFailure.refused("\(path): cannot be synced")
            }
            samples.append(one.milliseconds)
        } while whole.seconds < seconds && samples.count < 20_000
        try file.close()
        try FileManager.default.removeItem(atPath: path)
        return Distribution(samples)
    }
}
