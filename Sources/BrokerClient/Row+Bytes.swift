import Foundation
import GRDB

// GRDB speaks of blobs as `Data` alone; everything else in the house as arrays of bytes.
extension Row {
    func bytes(_ column: String) -> [UInt8] {
        let blob: Data = self[column]
        return [UInt8](blob)
    }
}
