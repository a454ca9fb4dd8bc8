// A form with data-module="app-autosave" saves itself as a draft a moment after somebody stopped
// typing, when they leave a field, and on Ctrl+Enter. The element inside it that is marked
// data-autosave sends the form with htmx and shows what came of it. Without this the button
// "Save draft" does the same.
const PAUSE = 1200; // milliseconds without typing

export function autosave(page) {
  for (const form of page.querySelectorAll('form[data-module="app-autosave"]')) {
    const line = form.querySelector("[data-autosave]");
    let pause = null; // something was typed that was not sent yet
    let sending = false;
    let submitter = null; // a button pressed while a save was on its way

    const save = () => {
      clearTimeout(pause);
      pause = null;
      line.dispatchEvent(new CustomEvent("app:autosave"));
    };

    const goOn = () => {
      if (submitter === null) return;
      const pressed = submitter;
      submitter = null;
      form.requestSubmit(pressed);
    };

    form.addEventListener("input", (event) => {
      clearTimeout(pause);
      pause = setTimeout(save, event.target.matches("textarea") ? PAUSE : 0);
    });
    form.addEventListener("focusout", () => { if (pause !== null) save(); });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      save();
    });

    // The answer to a save carries the version that the next one must name: wait for it.
    form.addEventListener("submit", (event) => {
      clearTimeout(pause);
      pause = null;
      if (!sending) return;
      event.preventDefault();
      submitter = event.submitter;
    });

    line.addEventListener("htmx:beforeRequest", () => { sending = true; });
    line.addEventListener("htmx:beforeSwap", (event) => {
      // A conflict, or a draft that cannot be saved, says so in words.
      if ([409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
    });
    line.addEventListener("htmx:afterRequest", (event) => {
      sending = false;
      const answered = event.detail.xhr.status;
      if ([409, 422].includes(answered)) submitter = null; // to be read first
      if (event.detail.successful && pause === null) form.dispatchEvent(new Event("app:saved"));
      if (!event.detail.successful && ![409, 422].includes(answered)) {
        line.textContent = "Not saved: the server did not answer. Your words are still here. "
          + "Keep this page open and try Save draft.";
        goOn();
      }
    });
    line.addEventListener("htmx:afterSettle", goOn);
  }
}
