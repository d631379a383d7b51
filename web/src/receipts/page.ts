// The page that checks receipts: no request leaves it, and it works as a saved file.

import "./page.css";
import { Refused } from "./bytes";
import { check } from "./receipt";

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const text = (id: string): string => element<HTMLTextAreaElement | HTMLInputElement>(id).value;

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
    show("The receipt holds", true, [
      ["Recorded", leaf.time.replace("T", " ").replace("Z", " UTC")],
      ["What", `${leaf.kind}, ${leaf.change}, version ${leaf.version}`],
      ["Entry", `${leaf.sequence} of ${entries} in ${log}`],
      ["Witnesses who signed", witnesses.join(", ") || "none are asked for"],
      ["The text", forText ? "is the text that was recorded" : "was not compared"],
    ]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    show("The receipt does not hold", false, [["Why", error.message]]);
  }
});

element<HTMLInputElement>("file").addEventListener("change", async (event) => {
  const file = (event.target as HTMLInputElement).files?.[0];
  if (file) element<HTMLTextAreaElement>("receipt").value = await file.text();
});

if (location.protocol === "file:") element("save").hidden = true;
