#!/usr/bin/env python3
"""verify_bundle.py FOLDER [CODE=VERIFIER ...]: shows, with nothing but Python and openssl, that a bundle of
`concordat transfer show --bundle` is whole and true. Without a verifier key given here the bundle's own are taken, which
shows damage but not forgery: take the keys from somewhere else. Ends 1, with the reason, if anything is wrong."""
import base64, hashlib, json, os, subprocess, sys, tempfile


def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()


def need(truth, reason):
    if not truth: sys.exit("not verified: " + reason)


def ed25519(key, signature, text):              # openssl wants files
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key", "signature", "text")]
        for path, content in zip(paths, (bytes.fromhex("302a300506032b6570032100") + key, signature, text)):
            with open(path, "wb") as out: out.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0],
                   "-rawin", "-in", paths[2], "-sigfile", paths[1]]
        return subprocess.run(command, capture_output=True).returncode == 0


def public(verifier): return base64.b64decode(verifier.split("+", 2)[2])[1:]


def root(receipt, body):                        # RFC 9162; the leaf is as DESIGN.md "The ledger" says
    entry, nonce, path = receipt["entry"], base64.b64decode(receipt["nonce"]), base64.b64decode(receipt["path"])
    _, size, top = receipt["checkpoint"].split("\n")[:3]
    commitment = sha256(nonce, sha256(body)).hex()
    lines = ["CC1", *(str(entry[name]) for name in ("seq", "at", "publisher", "id", "topic")), commitment, entry["facts"]]
    node, place, last = sha256(b"\0", "\n".join(lines + [""]).encode()), entry["seq"] - 1, int(size) - 1
    for other in (path[start:start + 32] for start in range(0, len(path), 32)):
        left = place & 1 or place == last
        node = sha256(b"\1", other, node) if left else sha256(b"\1", node, other)
        while left and place and not place & 1: place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return last == 0 and node == base64.b64decode(top)


def checkpoint(note, verifier, ledger):         # C2SP signed note
    text, signatures = note.rsplit("\n\n", 1)
    need(text.split("\n")[0] == "concordat/" + ledger, "a checkpoint is of another ledger")
    return any(ed25519(public(verifier), base64.b64decode(line.split(" ")[2])[4:], (text + "\n").encode())
               for line in signatures.split("\n") if line.startswith("\u2014 " + verifier.split("+")[0] + " "))


def canonical(event):                           # RFC 8785, which covers what our events have
    return json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def side(folder, given):
    sums = dict(reversed(line.split("  ")) for line in open(os.path.join(folder, "SHA256SUMS")).read().splitlines())
    files = {name: open(os.path.join(folder, name), "rb").read() for name in sorted(os.listdir(folder)) if name != "SHA256SUMS"}
    need(set(sums) == set(files), f"{folder}: files and SHA256SUMS name different files")
    for name, content in files.items(): need(hashlib.sha256(content).hexdigest() == sums[name], f"{folder}/{name}: was changed")
    index = json.loads(files["index.json"])
    need(index["format"] == "concordat-transfer-bundle-1", f"{folder}: is no bundle")
    keys, ledger, said = {**index["verifiers"], **given}, index["ledger"], {}
    need(len(files) == 2 * len(index["entries"]) + 1, f"{folder}: index.json does not name every file")
    for entry in index["entries"]:
        body, receipt = files[entry["event"]], json.loads(files[entry["receipt"]])
        event, where = json.loads(body), f"{folder}/{entry['event']}"
        named = (receipt["entry"]["seq"], receipt["entry"]["topic"], receipt["entry"]["id"])
        need(named == (entry["seq"], entry["topic"], event["id"]), f"{where}: its receipt is of another entry")
        need(event["data"]["transfer"] == index["transfer"], f"{where}: is of another transfer")
        need(sha256(body).hex() == receipt["entry"]["sha256"], f"{where}: is not what its receipt is for")
        need(root(receipt, body), f"{where}: the tree does not lead to it")
        need(checkpoint(receipt["checkpoint"], keys[ledger], ledger), f"{where}: its checkpoint is not signed by {ledger}")
        signature, unsigned = event.get("signature"), {name: value for name, value in event.items() if name != "signature"}
        text, who = canonical(unsigned), "nobody"
        if signature: who = entry["by"] if ed25519(public(keys[entry["by"]]), base64.b64decode(signature), text) else "a person"
        # What the other authority said was signed on its way here: by it, or by the person who decided.
        need(entry["by"] == ledger or signature, f"{where}: {entry['by']} did not sign it")
        need(who != "a person" or "person" in event["data"], f"{where}: the signature is nobody's that it names")
        said[hashlib.sha256(text).hexdigest()] = (entry["topic"], entry["by"])
        print(f"{ledger} {entry['seq']:>8}  {entry['topic']} by {entry['by']}, signed by {who}")
    return ledger, said


def main(folder, *keys):
    given = dict(key.split("=", 1) for key in keys)
    sides = dict(side(os.path.join(folder, name), given) for name in sorted(os.listdir(folder)))
    need(sides, f"{folder}: holds no ledger's evidence")
    both = set.intersection(*(set(said) for said in sides.values()))
    alone = {ledger: len(set(said) - both) for ledger, said in sides.items() if len(sides) > 1}
    print(f"verified: {len(both)} messages" + (f" in both ledgers; in one only: {alone}" if alone else ""))


if __name__ == "__main__":
    if len(sys.argv) < 2: sys.exit(__doc__)
    main(*sys.argv[1:])
