import Ledger
import Vocabulary

/// What every campaign and every case of a sweep ends with: the ledger opens, is complete, sound, and goes on.
struct LedgerEnding {
    let disk: SimulatedDisk
    let subject: LedgerSubject
    let options: LedgerOptions

    func close(
        _ chance: inout Chance,
        _ rotting: inout Chance,
        _ witness: inout LedgerWitness,
        _ tally: inout CampaignTally
    ) {
        let end = LedgerLife(disk: disk, subject: subject, options: options).live(
            turns: 1,
            &chance,
            &witness,
            &tally
        )
        guard end == .over, isSound(disk) else {
            tally.unopenable += 1
            return
        }
        flip(&rotting, &tally)
    }

    /// One bit anywhere in a file that bears its final name is found.
    private func flip(_ chance: inout Chance, _ tally: inout CampaignTally) {
        let whole = disk.files.filter { !$0.key.hasSuffix(".preparing") && !$0.value.isEmpty }
        guard let name = whole.keys.sorted().randomElement(using: &chance), let bytes = whole[name] else {
            return
        }
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        let bit = UInt8.random(in: 0..<8, using: &chance)
        let rotten = SimulatedDisk(files: disk.files)
        rotten.change(name) { $0[place] ^= 1 << bit }
        tally.flips += 1
        if isSound(rotten) { tally.unopenable += 1 }
    }

    private func isSound(_ disk: SimulatedDisk) -> Bool {
        do throws(LedgerError) {
            return try LedgerVerifier(folder: disk, verifier: subject.key.verifier).verify().isSound
        } catch {
            return false
        }
    }
}
