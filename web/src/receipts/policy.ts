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
    const fail = (problem: string): never => {
      throw new Refused(`whose signatures are needed, line ${at + 1}: ${problem}`);
    };
    const words = content.trim().split(/\s+/);
    const [what, name, ...rest] = words;
    if (what === "" || what.startsWith("#")) return;
    const isFree = () => {
      if (name === "none" || has(name)) fail(`${name}: a name that is not in use was expected`);
    };
    if (what === "log" && (words.length === 2 || words.length === 3)) {
      const key = readKey(name);
      if (!key?.isLog || policy.logs.some((log) => same(log.bytes, key.bytes))) return fail("a record's key was expected");
      policy.logs.push(key);
    } else if (what === "witness" && (words.length === 3 || words.length === 4)) {
      const key = readKey(rest[0]);
      const known = [...policy.witnesses.values()];
      if (!key || key.isLog || known.some((other) => same(other.bytes, key.bytes))) {
        return fail("a witness's key that is not there yet was expected");
      }
      isFree();
      policy.witnesses.set(name, key);
    } else if (what === "group" && rest.length > 1) {
      isFree();
      const [number, ...members] = rest;
      const least = number === "all" ? members.length : number === "any" ? 1 : Number(number);
      if (!Number.isInteger(least) || least < 1 || least > members.length) {
        fail("all, any, or a number up to that of the members was expected");
      }
      for (const member of members) {
        if (!has(member) || grouped.has(member)) fail(`${member}: a witness or group of a line above was expected`);
        grouped.add(member);
      }
      policy.groups.set(name, { least, members });
    } else if (what === "quorum" && words.length === 2 && policy.quorum === "") {
      if (name !== "none" && !has(name)) fail(`${name}: a witness or group of a line above was expected`);
      policy.quorum = name;
    } else {
      fail("log, witness, group or one quorum was expected");
    }
  });
  if (policy.quorum === "") throw new Refused("whose signatures are needed: a line with the quorum was expected");
  return policy;
}

/// The names of the witnesses that signed; refuses if they are not those that are needed.
export function signedBy(policy: Policy, checkpoint: Checkpoint): string[] {
  const log = policy.logs.find((key) => key.name === checkpoint.origin);
  if (log === undefined) throw new Refused(`the record ${checkpoint.origin} is not one of those that are known`);
  if (!isSignedBy(checkpoint, log)) throw new Refused(`the record ${checkpoint.origin} has not signed`);
  const signed = [...policy.witnesses].filter(([, key]) => isSignedBy(checkpoint, key)).map(([name]) => name);
  const reached = (name: string): boolean => {
    const group = policy.groups.get(name);
    return group === undefined
      ? signed.includes(name)
      : group.members.filter(reached).length >= group.least;
  };
  if (policy.quorum !== "none" && !reached(policy.quorum)) {
    throw new Refused(`not enough witnesses have signed; these have: ${signed.join(", ") || "none"}`);
  }
  return signed;
}
