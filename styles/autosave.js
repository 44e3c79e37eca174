// Saves the draft of a form every thirty seconds, if something changed.  What was typed never leaves the page.
const EVERY = 30_000;

// What the person typed, without the files: a file is sent only by its own button.
function typed(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

// As text, without the field that changes at each save.
function fingerprint(form) {
  const data = typed(form);
  data.delete("seen");
  return new URLSearchParams(data).toString();
}

async function send(form, session, again = true) {
  const data = typed(form);
  data.set("action", "brouillon");
  const headers = { "X-Autosave": "1", Accept: "application/json" };
  const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: data, headers });
  if (answer.status === 403 && again && await session.renew()) return send(form, session, false);
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return answer.json();
}

export function saveDrafts(form, session) {
  const status = document.querySelector("[data-draft-status]");
  const alert = document.querySelector("[data-draft-alert]");
  let saved = fingerprint(form);
  let submitting = false;

  async function save() {
    const now = fingerprint(form);
    if (submitting || now === saved) return;
    try {
      const answer = await send(form, session);
      saved = now;
      if (form.elements.seen && answer.seen) form.elements.seen.value = answer.seen;
      if (status) status.textContent = status.dataset.saved.replace("{time}", answer.saved);
      if (alert) alert.hidden = true;
      session.extend();
    } catch {
      if (alert && !submitting) alert.hidden = false;
    }
  }

  form.addEventListener("submit", () => { submitting = true; });
  window.addEventListener("pageshow", () => { submitting = false; });
  session.beforeEnd(save);
  setInterval(save, EVERY);
}
