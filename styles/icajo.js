// Extras only: every page works without this file.
import {
  Button, CharacterCount, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink, createAll,
} from "govuk-frontend";
import { saveDrafts } from "./autosave.js";
import { proposeCities } from "./postal_codes.js";
import { watchSession } from "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [
  Button, CharacterCount, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink,
]) createAll(part);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const session = watchSession(document.getElementById("session-dialog"));
for (const form of document.querySelectorAll("form[data-autosave]")) saveDrafts(form, session);
for (const form of document.querySelectorAll("form[data-postal-codes]")) proposeCities(form);
