"""The fixtures of GOV.UK Frontend that our pack does not draw, each under the reason why."""

WORDS_ARE_NOT_HTML = "words are never HTML: they may come from a database"
NOTHING_OF_ITS_OWN = "parts of a control have no classes, ids or attributes of their own"
IN_ENGLISH = "the pages are in English, so the controls keep the English words they have built in"
OPTIONS_ALL_OPEN = "no single option is switched off, and every option has a value"
OPTIONS_ALIKE = "options are numbered and drawn alike: no id, name, class or attribute of their own"
SETTLED_PARTS = "the three parts of a date have settled names, widths and inputs"
ALWAYS_A_QUESTION = "a date answers a question, so it is always in a fieldset"
ERRORS_HAVE_WORDS = "no control is marked as wrong without words that say what is wrong"
ALWAYS_THE_SAME = "the heading and what follows it are the same on every page"
COUNTED_ONE_WAY = "characters are counted as the server counts them, and a count has a limit"
NOT_NEEDED = "no page needs it"

NOT_DRAWN = {
    WORDS_ARE_NOT_HTML: {
        "button": ["html", "start link with html"],
        "checkboxes": ["fieldset html params"],
        "date-input": ["fieldset html"],
        "error-summary": [
            "title html",
            "description html",
            "error list with html",
            "error list with html link",
        ],
        "fieldset": ["html"],
        "input": ["with prefix with html", "with suffix with html"],
        "inset-text": ["with html"],
        "panel": ["default", "title html", "body html"],
        "radios": ["fieldset with html", "with legend as page heading"],
        "tag": ["html"],
        "warning-text": ["html"],
    },
    NOTHING_OF_ITS_OWN: {
        "button": ["link attributes", "link classes"],
        "character-count": ["custom classes on countMessage"],
        "checkboxes": ["fieldset params"],
        "error-summary": ["classes", "attributes", "error list with attributes"],
        "fieldset": ["legend classes"],
        "file-upload": ["enhanced, custom wrapper classes and attributes"],
        "input": [
            "with prefix with classes",
            "with prefix with attributes",
            "with suffix with classes",
            "with suffix with attributes",
            "with customised input wrapper",
        ],
        "inset-text": ["classes", "id", "attributes"],
        "panel": ["classes", "attributes"],
        "radios": ["fieldset params"],
        "tag": ["attributes"],
        "warning-text": ["attributes", "classes"],
    },
    IN_ENGLISH: {
        "character-count": ["with custom textarea description", "with translations"],
        "date-input": ["with translations"],
        "file-upload": ["translated"],
        "password-input": ["with translations"],
        "warning-text": ["icon fallback text only"],
    },
    OPTIONS_ALL_OPEN: {
        "checkboxes": ["with disabled item"],
        "radios": ["with disabled"],
        "select": [
            "default",
            "with label as page heading",
            "with full width override",
            "with selected value",
            "with optional form-group classes",
            "without values",
            "without values with selected value",
            "with falsy values",
        ],
    },
    OPTIONS_ALIKE: {
        "checkboxes": [
            "with hints on items",
            "with id and name",
            "with falsy values",
            "items with attributes",
            "with label classes",
            "label with attributes",
        ],
        "radios": [
            "with hints on items",
            "with falsy items",
            "items with attributes",
            "label with classes",
            "label with attributes",
        ],
        "select": ["attributes on items", "item selected overrides value"],
    },
    SETTLED_PARTS: {
        "date-input": [
            "with values, name prefix and custom names",
            "day and month",
            "day and month (using items)",
            "month and year",
            "month and year (using items)",
            "with error on day input (using items)",
            "with error on month input (using items)",
            "with error on year input (using items)",
            "with error on single item",
            "with error on single item by omission",
            "with error on single item using classes",
            "with error on single field using classes",
            "with empty items",
            "custom pattern",
            "custom inputmode",
            "with nested name",
            "with id on items",
            "suffixed id",
            "with item value",
            "with field value and items",
            "with field value and item value",
            "with field value, item value and values",
            "items with classes",
            "items without classes",
            "with autocomplete values",
            "with input attributes",
        ]
    },
    ALWAYS_A_QUESTION: {
        "date-input": [
            "classes",
            "attributes",
            "with field value",
            "with field value overriding values",
        ]
    },
    ERRORS_HAVE_WORDS: {
        "date-input": [
            "with errors only",
            "with errors only (using classes)",
            "with errors only (using items)",
            "with errors only (using items and classes)",
        ]
    },
    ALWAYS_THE_SAME: {
        "error-summary": [
            "with description only",
            "with everything",
            "html as titleText",
            "description",
            "html as descriptionText",
            "autofocus disabled",
            "autofocus explicitly enabled",
        ],
        "panel": ["custom heading level"],
    },
    COUNTED_ONE_WAY: {
        "character-count": [
            "with maxwords",
            "with count type 'length'",
            "with count type 'characters'",
            "with count type 'characters' and value",
            "with count type 'characters' and error message",
            "with count type 'characters' and threshold",
            "to configure in JavaScript",
            "with neither maxlength nor maxwords set",
            "with neither maxlength, maxwords nor textarea description set",
        ]
    },
    NOT_NEEDED: {
        "button": ["don't prevent double click", "start link"],
        "panel": [
            "interruption",
            "interruption-with-content-with-long-line-length",
            "interruption-with-headings-content-and-lists",
            "interruption with custom classes",
            "interruption, with actions classes and attributes",
            "interruption, submit action",
            "interruption, button link",
            "interruption, no actions",
            "interruption, no actions items",
        ],
    },
}


def reasons():
    """Return the reason for each (component, name) that is not drawn."""
    return {
        (component, name): reason
        for reason, components in NOT_DRAWN.items()
        for component, names in components.items()
        for name in names
    }
