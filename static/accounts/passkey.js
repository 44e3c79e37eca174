// Passkeys are the one thing here that needs a script: it asks the browser for one and sends the answer.
const options = async (form) => {
  const here = document.getElementById("passkey-options");
  const data = here
    ? JSON.parse(here.textContent)
    : await (await fetch(form.action, { headers: { "X-Requested-With": "XMLHttpRequest" } })).json();
  return data.creation_options ?? data.request_options;
};

for (const box of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  const form = box.closest("form");
  const sorry = box.querySelector("[data-passkey-sorry]");
  for (const text of document.querySelectorAll("[data-no-passkey]")) text.remove();
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    sorry.textContent = "";
    try {
      const credential = await window.webauthnJSON[box.dataset.passkey](await options(form));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      sorry.textContent = sorry.dataset.passkeySorry;
    }
  });
}
