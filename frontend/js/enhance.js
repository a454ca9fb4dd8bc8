// Says, before anything is painted, that the page will be enhanced: without this, questions that
// wait behind a radio button would flash open. A file of its own because the site's Content
// Security Policy allows no inline script.
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
