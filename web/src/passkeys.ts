// Passkeys: the server asks, the browser answers, the answer is sent as a form. Binary members travel as
// base64url (RFC 4648, 5), as W3C Web Authentication writes them in JSON.

type Json = Record<string, unknown>;

function bytes(text: string): ArrayBuffer {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Credentials that are named in what the server asks. */
function named(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as Json[]).map((one) => ({ ...one, id: bytes(one.id as string) }) as PublicKeyCredentialDescriptor);
}

/** What every answer says, with the response that is its own. */
function answered(credential: PublicKeyCredential, response: Json): Json {
  const { id, rawId, type } = credential;
  return { id, rawId: text(rawId), type, extensions: credential.getClientExtensionResults(), response };
}

async function make(asked: Json): Promise<Json> {
  const options = asked.publicKey as Json;
  const user = options.user as Json;
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge as string),
    user: { ...user, id: bytes(user.id as string) },
    excludeCredentials: named(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return answered(made, { attestationObject: text(response.attestationObject), clientDataJSON: text(response.clientDataJSON) });
}

async function show(asked: Json): Promise<Json> {
  const options = asked.publicKey as Json;
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge as string),
    allowCredentials: named(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const shown = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = shown.response as AuthenticatorAssertionResponse;
  return answered(shown, {
    authenticatorData: text(response.authenticatorData),
    clientDataJSON: text(response.clientDataJSON),
    signature: text(response.signature),
    userHandle: response.userHandle && text(response.userHandle),
  });
}

/** The form is sent once the browser has answered; nothing is lost if it does not. */
function answers(form: HTMLFormElement, ask: () => Promise<Json>): void {
  form.addEventListener("submit", (event) => {
    const credential = form.elements.namedItem("credential") as HTMLInputElement;
    if (credential.value) return;
    event.preventDefault();
    ask()
      .then((answer) => {
        credential.value = JSON.stringify(answer);
        form.submit();
      })
      .catch(() => {
        const button = form.querySelector("button");
        let said = form.querySelector<HTMLElement>("[role=alert]");
        if (!said) {
          said = document.createElement("p");
          said.setAttribute("role", "alert");
          form.append(said);
        }
        said.textContent = button?.dataset.refused ?? "";
      });
  });
}

// Browsers have passkeys for names, and not for addresses of machines.
const hasName = !/^[\d.]+$|:/.test(window.location.hostname);

if (window.PublicKeyCredential && hasName) {
  document.querySelectorAll<HTMLElement>("[data-passkeys]").forEach((element) => {
    element.hidden = false;
  });
  document.querySelectorAll<HTMLFormElement>("form[data-passkey-new]").forEach((form) => {
    answers(form, () => make(JSON.parse(form.dataset.passkeyNew ?? "{}") as Json));
  });
  document.querySelectorAll<HTMLFormElement>("form[data-passkey-sign-in]").forEach((form) => {
    form.hidden = false;
    answers(form, async () => {
      const answer = await fetch("/sign-in/passkey/challenge", { method: "POST", credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      return show((await answer.json()) as Json);
    });
  });
}

export {};
