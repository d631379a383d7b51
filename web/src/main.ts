import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/drawings.css";
import "./styles/family.css";
import "./styles/print.css";
import "htmx.org";
import "./passkeys";
import "./scan";
import "./suggestions";

// A form says that it was sent, so that nobody sends it twice on a slow line.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const button = form.querySelector<HTMLButtonElement>("button[data-busy]");
  if (button) {
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.busy ?? button.textContent;
  }
});

// Coming back to a page kept by the browser, buttons work again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// A form with short steps is kept while somebody types.
document.querySelectorAll<HTMLFormElement>("form[data-keep]").forEach((form) => {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const sent = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
      sent.set("keep", "yes");
      // Without a line, it is kept with the next letter, or when the step is sent.
      fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" }).catch(() => undefined);
    }, 800);
  });
});

// What an address names is open: a member of a family, where a symbol of the pedigree leads.
function openNamed(): void {
  const named = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!(named instanceof HTMLDetailsElement)) return;
  document.querySelectorAll<HTMLDetailsElement>("details.member[open]").forEach((other) => {
    other.open = other === named;
  });
  named.open = true;
  named.querySelector("summary")?.focus();
}
window.addEventListener("hashchange", openNamed);
openNamed();
