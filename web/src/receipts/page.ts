// The page that checks receipts: no request leaves it, and it works as a saved file.

import "./page.css";
import { Refused } from "./bytes";
import { check } from "./receipt";

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const text = (id: string): string => element<HTMLTextAreaElement | HTMLInputElement>(id).value;

// What the page says, in the language that it was asked for.
const messages: Record<string, string> = JSON.parse(element("messages").textContent ?? "{}");

function say(id: string, named: Record<string, string | Refused> = {}): string {
  const part = (name: string) => {
    const value = named[name];
    return value instanceof Refused ? say(value.id, value.named) : (value ?? "");
  };
  return (messages[id] ?? id).replace(/\{(\w+)\}/g, (_, name: string) => part(name));
}

/// A kind of thing as the leaf has it, in the page's language where it has a word.
function noun(kind: string): string {
  const id = `noun-${kind.replace(/[^a-z0-9]+/g, "-")}`;
  return id in messages ? say(id) : kind;
}

function show(title: string, holds: boolean, facts: [string, string][]): void {
  const result = element("result");
  const list = document.createElement("dl");
  for (const [name, value] of facts) {
    const [term, said] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    said.textContent = value;
    list.append(term, said);
  }
  const heading = document.createElement("h2");
  heading.textContent = title;
  result.replaceChildren(heading, list);
  result.className = holds ? "holds" : "refused";
  result.hidden = false;
  result.focus();
}

element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  // Copied from a message, a text may have lost its last line end.
  const receipt = `${text("receipt").trim()}\n`;
  const forText = text("state") !== "";
  try {
    const { log, entries, leaf, witnesses } = check(receipt, text("policy"), text("state"), text("nonce"));
    show(say("check-holds"), true, [
      [say("check-recorded"), leaf.time.replace("T", " ").replace("Z", " UTC")],
      [say("what"), say("check-what", { kind: noun(leaf.kind), change: say(`change-${leaf.change}`), version: String(leaf.version) })],
      [say("check-entry"), say("check-entry-of", { number: String(leaf.sequence), entries: String(entries), log })],
      [say("check-witnesses"), witnesses.join(", ") || say("check-none-asked")],
      [say("check-the-text"), forText ? say("check-text-is") : say("check-text-not-compared")],
    ]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    show(say("check-holds-not"), false, [[say("why"), say(error.id, error.named)]]);
  }
});

element<HTMLInputElement>("file").addEventListener("change", async (event) => {
  const file = (event.target as HTMLInputElement).files?.[0];
  if (file) element<HTMLTextAreaElement>("receipt").value = await file.text();
});

if (location.protocol === "file:") element("save").hidden = true;
