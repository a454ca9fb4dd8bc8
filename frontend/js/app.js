import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { autosave } from "./autosave.js";
import { closeMenus } from "./menus.js";
import { showMoves } from "./moves.js";
import { PlainRadios } from "./radios.js";
import { warnBeforeLeaving } from "./unsaved.js";

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  PlainRadios,
  ServiceNavigation,
  SkipLink,
];

function enhance(scope) {
  for (const component of components) createAll(component, undefined, scope);
}

enhance(document);
closeMenus(document);
warnBeforeLeaving(document);
showMoves(document);
autosave(document);

// htmx puts new pieces on the page: a job's progress, a form with its errors.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) enhance(event.detail.elt);
});
