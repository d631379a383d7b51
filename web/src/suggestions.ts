// Ids are suggested, with names, while somebody types one. Without scripts they are typed.

function kindOf(input: HTMLInputElement): string {
  const kind = input.dataset.suggests ?? "";
  if (kind !== "chosen") return kind;
  // Of the kind that is chosen beside it: `about[0].kind` for `about[0].id`.
  const chooser = input.form?.elements.namedItem(input.name.replace(/id$/, "kind"));
  return chooser instanceof HTMLSelectElement ? chooser.value : "";
}

function list(input: HTMLInputElement): HTMLDataListElement {
  const id = `l-${input.id}`;
  let found = document.getElementById(id) as HTMLDataListElement | null;
  if (!found) {
    found = document.createElement("datalist");
    found.id = id;
    input.after(found);
    input.setAttribute("list", id);
  }
  return found;
}

let waiting: ReturnType<typeof setTimeout> | undefined;

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.suggests || !input.value) return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const kind = kindOf(input);
    const token = input.form?.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "";
    if (!kind) return;
    const asked = input.value;
    // Names are personal data: they never stand in an address.
    const answer = await fetch(`/find/${encodeURIComponent(kind)}`, {
      method: "POST",
      body: new URLSearchParams({ token, words: asked }),
      credentials: "same-origin",
    }).catch(() => undefined);
    if (answer?.ok && input.value === asked) list(input).innerHTML = await answer.text();
  }, 250);
});
