// Whether a receipt holds (C2SP tlog-proof): as crates/record/src/receipt.rs, and a test compares them.

import { Refused, base64, count, hex, joined, same, sha256, unhex, utf8 } from "./bytes";
import { readCheckpoint } from "./checkpoint";
import { readPolicy, signedBy } from "./policy";

const MEMBERS = ["actor", "change", "commitment", "kind", "sequence", "thing", "time", "version"] as const;

/// One change of one thing, as the record has it.
export interface Leaf {
  change: string;
  commitment: string | null;
  kind: string;
  sequence: number;
  time: string;
  version: number;
}

export interface Holds {
  log: string;
  entries: number;
  leaf: Leaf;
  witnesses: string[];
}

/// The root of the tree that a proof leads to from a leaf (RFC 6962), or null if it leads nowhere.
function root(leaf: Uint8Array, index: number, size: number, proof: Uint8Array[]): Uint8Array | null {
  const node = (left: Uint8Array, right: Uint8Array) => sha256(joined(Uint8Array.of(1), left, right));
  if (index >= size) return null;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = node(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = node(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

function readLeaf(text: string): Leaf {
  let leaf: Record<string, unknown> = {};
  try {
    leaf = JSON.parse(text);
  } catch {
    // Said below.
  }
  // One text for one leaf (RFC 8785).
  if (JSON.stringify(Object.fromEntries(MEMBERS.map((member) => [member, leaf?.[member]]))) !== text) {
    throw new Refused("refused-leaf");
  }
  return leaf as unknown as Leaf;
}

/// Checks a receipt against whose signatures are needed; if a text and its number are given, also that it
/// is for this text. Refuses with the reason.
export function check(receipt: string, policyText: string, state = "", nonce = ""): Holds {
  const policy = readPolicy(policyText.replace(/\r\n/g, "\n"));
  const text = receipt.replace(/\r\n/g, "\n");
  const end = text.indexOf("\n\n");
  const [header, extra, position, ...proofLines] = text.slice(0, Math.max(end, 0)).split("\n");
  if (header !== "c2sp.org/tlog-proof@v1") {
    throw new Refused("refused-receipt");
  }
  const bytes = extra?.startsWith("extra ") ? base64(extra.slice(6)) : null;
  const index = position?.startsWith("index ") ? count(position.slice(6)) : null;
  const proof = proofLines.map(base64);
  if (bytes === null || index === null || proof.some((hash) => hash?.length !== 32)) {
    throw new Refused("refused-damaged");
  }
  const checkpoint = readCheckpoint(text.slice(end + 2));
  const witnesses = signedBy(policy, checkpoint);
  const reached = root(sha256(joined(Uint8Array.of(0), bytes)), index, checkpoint.size, proof as Uint8Array[]);
  if (reached === null || !same(reached, checkpoint.root)) {
    throw new Refused("refused-not-in-record");
  }
  const leaf = readLeaf(new TextDecoder().decode(bytes));
  if (leaf.sequence !== index) throw new Refused("refused-not-in-record");
  if (state !== "" || nonce !== "") {
    const number = unhex(nonce.trim());
    if (number === null) throw new Refused("refused-nonce");
    if (hex(sha256(joined(number, utf8(state.replace(/[\r\n]+$/, ""))))) !== leaf.commitment) {
      throw new Refused("refused-other-text");
    }
  }
  return { log: checkpoint.origin, entries: checkpoint.size, leaf, witnesses };
}
