// Whose signatures a checkpoint needs (C2SP tlog-policy): as crates/record/src/policy.rs.

import { Refused, same } from "./bytes";
import { type Checkpoint, type PublicKey, isSignedBy, readKey } from "./checkpoint";

interface Group {
  least: number;
  members: string[];
}

export interface Policy {
  logs: PublicKey[];
  witnesses: Map<string, PublicKey>;
  groups: Map<string, Group>;
  /// A witness, a group, or "none".
  quorum: string;
}

export function readPolicy(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: "" };
  const grouped = new Set<string>();
  const has = (name: string) => policy.witnesses.has(name) || policy.groups.has(name);
  text.split("\n").forEach((content, at) => {
    const fail = (id: string, named: Record<string, string> = {}): never => {
      throw new Refused("refused-policy-line", { line: String(at + 1), problem: new Refused(id, named) });
    };
    const words = content.trim().split(/\s+/);
    const [what, name, ...rest] = words;
    if (what === "" || what.startsWith("#")) return;
    const isFree = () => {
      if (name === "none" || has(name)) fail("refused-name-in-use", { name });
    };
    if (what === "log" && (words.length === 2 || words.length === 3)) {
      const key = readKey(name);
      if (!key?.isLog || policy.logs.some((log) => same(log.bytes, key.bytes))) return fail("refused-log-key");
      policy.logs.push(key);
    } else if (what === "witness" && (words.length === 3 || words.length === 4)) {
      const key = readKey(rest[0]);
      const known = [...policy.witnesses.values()];
      if (!key || key.isLog || known.some((other) => same(other.bytes, key.bytes))) {
        return fail("refused-witness-key");
      }
      isFree();
      policy.witnesses.set(name, key);
    } else if (what === "group" && rest.length > 1) {
      isFree();
      const [number, ...members] = rest;
      const least = number === "all" ? members.length : number === "any" ? 1 : Number(number);
      if (!Number.isInteger(least) || least < 1 || least > members.length) {
        fail("refused-group-number");
      }
      for (const member of members) {
        if (!has(member) || grouped.has(member)) fail("refused-not-above", { name: member });
        grouped.add(member);
      }
      policy.groups.set(name, { least, members });
    } else if (what === "quorum" && words.length === 2 && policy.quorum === "") {
      if (name !== "none" && !has(name)) fail("refused-not-above", { name });
      policy.quorum = name;
    } else {
      fail("refused-policy-word");
    }
  });
  if (policy.quorum === "") throw new Refused("refused-policy-quorum");
  return policy;
}

/// The names of the witnesses that signed; refuses if they are not those that are needed.
export function signedBy(policy: Policy, checkpoint: Checkpoint): string[] {
  const log = policy.logs.find((key) => key.name === checkpoint.origin);
  if (log === undefined) throw new Refused("refused-log-unknown", { log: checkpoint.origin });
  if (!isSignedBy(checkpoint, log)) throw new Refused("refused-log-unsigned", { log: checkpoint.origin });
  const signed = [...policy.witnesses].filter(([, key]) => isSignedBy(checkpoint, key)).map(([name]) => name);
  const reached = (name: string): boolean => {
    const group = policy.groups.get(name);
    return group === undefined
      ? signed.includes(name)
      : group.members.filter(reached).length >= group.least;
  };
  if (policy.quorum !== "none" && !reached(policy.quorum)) {
    throw new Refused("refused-witnesses", { names: signed.join(", ") || "–" });
  }
  return signed;
}
