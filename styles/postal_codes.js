// When a postal code is left, its city goes into the empty city box.  Anything typed there stays as it is.
export function proposeCities(form) {
  const status = form.querySelector("[data-proposed]");

  async function propose(code) {
    const city = form.elements[code.dataset.city];
    if (!city || city.value.trim() || !code.value.trim()) return;
    const answer = await fetch(`${form.dataset.postalCodes}?code=${encodeURIComponent(code.value)}`);
    const place = answer.ok ? await answer.json() : {};
    if (!place.city || city.value.trim()) return;
    city.value = place.city;
    if (status) status.textContent = status.dataset.proposed.replace("{city}", place.city);
  }

  for (const code of form.querySelectorAll("[data-city]")) {
    code.addEventListener("change", () => propose(code).catch(() => {})); // without an answer, the person types it
  }
}
