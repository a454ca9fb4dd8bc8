import { Radios } from "govuk-frontend";

// Radios that show a further question without the attribute aria-expanded, which ARIA does not
// allow on a radio button. The question follows its option, so reading on finds it.
export class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}
