import Testing

@testable import Ledger

/// RFC 9162 trees over the well-known test leaves of Certificate Transparency, whose hashes others published.
@Suite struct MerkleTests {
    private static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ]

    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    /// The definition of RFC 9162 2.1.1, written as it is written there.
    private func hash(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return Sha256.hash([] as [UInt8]) }
        guard leaves.count > 1 else { return Sha256.hash([0] + first) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return Sha256.hash([1] + hash(leaves[..<middle]) + hash(leaves[middle...]))
    }

    private func index(_ leaves: [[UInt8]]) -> MemoryIndex {
        var index = MemoryIndex(base: MerkleFrontier())
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(MerkleHash.leaf(leaf)) { index.add($0, hash: $1) } }
        return index
    }

    @Test func `the roots of one to eight leaves are the published ones`() {
        var frontier = MerkleFrontier()
        #expect(hex(frontier.root) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (leaf, root) in zip(Self.leaves, Self.roots) {
            frontier.append(MerkleHash.leaf(leaf))
            #expect(hex(frontier.root) == root)
        }
    }

    @Test func `the published inclusion paths are made and hold`() throws {
        let expected: [(index: Int64, size: Int64, path: [String])] = [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ]
        let index = index(Self.leaves)
        for (leaf, size, path) in expected {
            let made = try MerkleProof.inclusion(of: leaf, in: size) { node throws(LedgerError) in
                index.hash(of: node) ?? []
            }
            #expect(hex(made) == path.joined())
            let root = MerkleProof.root(
                ofLeaf: MerkleHash.leaf(Self.leaves[Int(leaf)]),
                at: leaf,
                in: size,
                path: made
            )
            #expect(root.map(hex) == Self.roots[Int(size) - 1])
        }
    }

    @Test func `the published consistency proofs are made and hold`() throws {
        let expected: [(first: Int64, second: Int64, proof: [String])] = [
            (1, 1, []),
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ]
        let index = index(Self.leaves)
        for (first, second, proof) in expected {
            let made = try MerkleProof.consistency(from: first, to: second) { node throws(LedgerError) in
                index.hash(of: node) ?? []
            }
            #expect(hex(made) == proof.joined())
        }
    }

    @Test func `every path and every consistency proof up to 40 leaves agrees with the definition`() throws {
        let leaves = (0..<40 as Range<UInt8>).map { [$0, 7] }
        let index = index(leaves)
        let roots = (0...40).map { hash(leaves[..<$0]) }
        for size in 1...40 as ClosedRange<Int64> {
            for leaf in 0..<size {
                let path = try MerkleProof.inclusion(of: leaf, in: size) { node throws(LedgerError) in
                    index.hash(of: node) ?? []
                }
                let hash = MerkleHash.leaf(leaves[Int(leaf)])
                #expect(MerkleProof.root(ofLeaf: hash, at: leaf, in: size, path: path) == roots[Int(size)])
                #expect(
                    MerkleProof.root(ofLeaf: hash, at: leaf, in: size, path: path + path.prefix(32)) == nil
                        || size == 1
                )
            }
            for first in 0...size {
                let proof = try MerkleProof.consistency(from: first, to: size) { node throws(LedgerError) in
                    index.hash(of: node) ?? []
                }
                let (old, new) = (roots[Int(first)], roots[Int(size)])
                #expect(MerkleProof.isConsistent(from: first, root: old, to: size, root: new, proof: proof))
                guard first > 0, first < size else { continue }
                #expect(!MerkleProof.isConsistent(from: first, root: new, to: size, root: new, proof: proof))
                #expect(!MerkleProof.isConsistent(from: first, root: old, to: size, root: old, proof: proof))
                for byte in proof.indices {
                    var changed = proof
                    changed[byte] ^= 1
                    #expect(
                        !MerkleProof.isConsistent(from: first, root: old, to: size, root: new, proof: changed)
                    )
                    if byte > 64 { break }
                }
            }
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
