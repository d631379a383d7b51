// Signed tree heads (C2SP signed-note, tlog-checkpoint, tlog-cosignature): as crates/record/src/checkpoint.rs.

import { ed25519 } from "@noble/curves/ed25519.js";
import { Refused, base64, count, hex, joined, same, sha256, utf8 } from "./bytes";

const LOG = 1;
const WITNESS = 4;

export interface PublicKey {
  name: string;
  isLog: boolean;
  id: Uint8Array;
  bytes: Uint8Array;
}

/// Reads `name+8 hexadecimal digits+base64`; null if it is no key.
export function readKey(text: string): PublicKey | null {
  const [, name, id, material] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const bytes = material === undefined ? null : base64(material);
  if (bytes === null || bytes.length !== 33 || (bytes[0] !== LOG && bytes[0] !== WITNESS)) return null;
  const computed = sha256(joined(utf8(`${name}\n`), bytes)).slice(0, 4);
  if (hex(computed) !== id) return null;
  return { name, isLog: bytes[0] === LOG, id: computed, bytes: bytes.slice(1) };
}

interface Signature {
  name: string;
  id: Uint8Array;
  bytes: Uint8Array;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
  text: string;
  signatures: Signature[];
}

export function readCheckpoint(note: string): Checkpoint {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw new Refused("refused-checkpoint-signatures");
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split("\n");
  const hash = base64(root ?? "");
  const leaves = count(size);
  if (!origin || leaves === null || hash?.length !== 32) {
    throw new Refused("refused-checkpoint");
  }
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map((line) => {
      const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
      const bytes = encoded === undefined ? null : base64(encoded);
      if (bytes === null || bytes.length < 5) throw new Refused("refused-signature-below");
      return { name, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
    });
  return { origin, size: leaves, root: hash, text, signatures };
}

/// Whether a key signed; refuses a signature that says it is this key's and is not.
export function isSignedBy(checkpoint: Checkpoint, key: PublicKey): boolean {
  const signature = checkpoint.signatures.find((s) => s.name === key.name && same(s.id, key.id));
  if (signature === undefined) return false;
  let message = utf8(checkpoint.text);
  let bytes = signature.bytes;
  if (!key.isLog) {
    const time = bytes.slice(0, 8).reduce((n, byte) => n * 256n + BigInt(byte), 0n);
    message = joined(utf8(`cosignature/v1\ntime ${time}\n`), message);
    bytes = bytes.slice(8);
  }
  let holds = false;
  try {
    // Strict: no second signature can be made of a first (RFC 8032, 5.1.7).
    holds = bytes.length === 64 && ed25519.verify(bytes, message, key.bytes, { zip215: false });
  } catch {
    // Not a point of the curve.
  }
  if (!holds) throw new Refused("refused-signature", { name: key.name });
  return true;
}
