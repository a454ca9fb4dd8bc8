// A form with data-warn-unsaved asks before its words are lost. Saving (or an autosave, which
// dispatches "app:saved" on the form) clears the warning.
export function warnBeforeLeaving(page) {
  for (const form of page.querySelectorAll("form[data-warn-unsaved]")) {
    let unsaved = false;
    form.addEventListener("input", () => { unsaved = true; });
    for (const saved of ["submit", "app:saved"]) {
      form.addEventListener(saved, () => { unsaved = false; });
    }
    window.addEventListener("beforeunload", (event) => {
      if (unsaved) event.preventDefault();
    });
  }
}
