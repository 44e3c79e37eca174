// Warns five minutes before the session ends, in every tab at once, and offers to stay.
const WARNING = 5 * 60_000;

export function watchSession(dialog) {
  if (!dialog) return { extend() {}, renew() {}, beforeEnd() {} };
  const text = dialog.querySelector("[role=status]");
  const stay = dialog.querySelector("[data-stay]");
  const quit = dialog.querySelector("[data-quit]"); // on a page that asks: a button of its form
  const form = document.querySelector("form[data-quits]");
  if (form) quit.setAttribute("form", form.id);
  const tabs = new BroadcastChannel("icajo-session");
  const last = [];
  let ends = Date.parse(dialog.dataset.sessionEnds);
  const length = ends - Date.now();

  function until(time) {
    ends = time;
    if (dialog.open) dialog.close();
  }

  function extend() {
    until(Date.now() + length);
    tabs.postMessage(ends);
  }

  function say(words) {
    if (text.textContent !== words) text.textContent = words;
  }

  function look() {
    const left = ends - Date.now();
    if (left > WARNING) return;
    if (!dialog.open) {
      last.forEach((act) => act());
      dialog.showModal();
    }
    const minutes = Math.ceil(left / 60_000);
    stay.hidden = minutes <= 0;
    quit.hidden = !form || minutes <= 0;
    if (minutes <= 0) say(dialog.dataset.over);
    else say(minutes === 1 ? dialog.dataset.one : dialog.dataset.many.replace("{minutes}", minutes));
  }

  // Somebody who signed in again in another window has a new token: without it their page could not be saved.
  async function renew() {
    try {
      const answer = await fetch(dialog.dataset.keepAlive, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return false;
      const { token } = await answer.json();
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
      extend();
      return true;
    } catch {
      return null; // offline: the warning stays
    }
  }

  stay.addEventListener("click", async () => {
    if (await renew() === false) ends = Date.now();
    look();
  });
  window.addEventListener("focus", () => { if (Date.now() > ends) renew(); });
  tabs.addEventListener("message", (event) => until(event.data));
  tabs.postMessage(ends);
  setInterval(look, 5_000);
  return { extend, renew, beforeEnd: (act) => last.push(act) };
}
