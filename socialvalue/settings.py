"""Settings of the project. Every difference between installations is an environment variable.

docs/production.md lists the variables. A file named `.env` beside manage.py may hold them; what is
already in the environment wins.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def required(name: str, *, unless_debug: str) -> str:
    """Return the setting, or with DEBUG on its stand-in; otherwise refuse to start."""
    value: str = env.str(name, default="")
    if value:
        return value
    if DEBUG:
        return unless_debug
    raise ImproperlyConfigured(
        f"Set {name} in the environment or in .env (docs/production.md says what it is for). "
        "Only with DEBUG=on, on your own machine, can it be left out."
    )


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("SECRET_KEY", unless_debug="only-for-a-developers-own-machine-0123456789")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = required("ALLOWED_HOSTS", unless_debug="localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Off only for a browser and a server on one machine: cookies then travel without https.
HTTPS = env.bool("HTTPS", default=not DEBUG)
# On: a banner on every page says that the organisations, bids and payments are made up.
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
SERVICE_NAME = "Social Value Assessor"
SOURCE_CODE_URL = env.str("SOURCE_CODE_URL", default="")

# Files of the installation: the SQLite database, uploads, look-ups. Never served directly.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "crispy_forms",
    "csp",
    "django_htmx",
    "socialvalue.core",
    "socialvalue.audit",
    "socialvalue.accounts",
    "socialvalue.jobs",
    "socialvalue.places",
    "socialvalue.framework",
    "socialvalue.suppliers",
    "socialvalue.spend",
    "socialvalue.awards",
    "socialvalue.networks",
    "procurement.tenders",
    "procurement.bids",
    "procurement.evaluation",
    "procurement.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "socialvalue.core.middleware.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "socialvalue.accounts.middleware.CurrentOrganisation",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "socialvalue.urls"
WSGI_APPLICATION = "socialvalue.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "socialvalue.core.context.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# The service navigation, in order: words, name of the page, roles that see it (none: everyone
# signed in). Names, so that core needs to know no room above it.
NAVIGATION = [
    (
        "Tenders",
        "tenders:list",
        ("procurement_officer", "evaluator", "moderator", "approver", "auditor"),
    ),
    ("My scoring", "panels:home", ("evaluator", "moderator")),
    ("Awards", "awards:home", ("award_manager", "award_assessor", "approver", "auditor")),
    ("Local spend", "spend:home", ("data_officer", "auditor")),
    ("Suppliers", "suppliers:list", ("data_officer", "auditor")),
    (
        "Applications",
        "awards:applications",
        ("applicant",),
        "awards:held",
        "awards:evidence",
        "awards:employer_facts",
        "awards:apply",
    ),
    (
        "Schemes",
        "awards:schemes",
        ("procurement_officer", "data_officer", "administrator"),
        "awards:self_assessments",
    ),
    ("Networks", "networks:home", ("data_officer", "administrator", "auditor")),
    ("Matrix", "framework:matrix", ()),
    ("Jobs", "jobs:list", ()),
]
# The first page after signing in, by role: the first that fits.
HOME_PAGES = [
    ("tenders:list", ("procurement_officer",)),
    ("panels:home", ("evaluator", "moderator")),
    ("awards:home", ("award_manager", "award_assessor")),
    ("tenders:list", ("approver",)),
    ("spend:home", ("data_officer",)),
    ("awards:applications", ("applicant",)),
    ("accounts:people", ("administrator",)),
    ("tenders:list", ("auditor",)),
]

# Who may use the pages of libraries, which cannot declare it themselves; a page that is neither
# here nor declares its own audience is a system-check error.
LIBRARY_PAGES = {
    "account_confirm_email": "everyone",
    "account_confirm_login_code": "everyone",
    "account_email_verification_sent": "everyone",
    "account_inactive": "everyone",
    "account_login": "everyone",
    "account_reset_password": "everyone",
    "account_reset_password_done": "everyone",
    "account_reset_password_from_key": "everyone",
    "account_reset_password_from_key_done": "everyone",
    "account_signup": "everyone",
    "account_change_password": "signed in",
    "account_email": "signed in",
    "account_logout": "everyone",
    "account_reauthenticate": "signed in",
    "account_set_password": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_add_webauthn": "signed in",
    "mfa_authenticate": "everyone",
    "mfa_deactivate_totp": "signed in",
    "mfa_download_recovery_codes": "signed in",
    "mfa_edit_webauthn": "signed in",
    "mfa_generate_recovery_codes": "signed in",
    "mfa_index": "signed in",
    "mfa_list_webauthn": "signed in",
    "mfa_login_webauthn": "everyone",
    "mfa_reauthenticate": "signed in",
    "mfa_reauthenticate_webauthn": "signed in",
    "mfa_remove_webauthn": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "openid_connect_callback": "everyone",
    "openid_connect_login": "everyone",
    "socialaccount_connections": "signed in",
    "socialaccount_login_cancelled": "everyone",
    "socialaccount_login_error": "everyone",
    "socialaccount_signup": "everyone",
    "account/social/connections/": "signed in",
    "account/social/login/cancelled/": "everyone",
    "account/social/login/error/": "everyone",
    "account/social/signup/": "everyone",
}

# --- Database ---------------------------------------------------------------------------------
DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/social-value.sqlite3")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers go on while one writes, and a transaction takes its write lock at the start: with
    # SQLite's own defaults half of concurrent saves fail (docs/decisions/0003-databases.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What the sign-in library counts (wrong codes, letters sent) and which codes were used already: in
# the database, so that it holds over all processes. `prepare` makes the table. A full cache forgets
# at random, so nobody must be able to fill it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# In the session, which ends on signing out: in a cookie of its own a message would wait for the
# next person at the same computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "core:home"
LOGOUT_REDIRECT_URL = "core:home"

ACCOUNT_ADAPTER = "socialvalue.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "socialvalue.accounts.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
# A sign-in ends with the browser: many people of our users share a computer.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "socialvalue.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {"add_webauthn": "socialvalue.accounts.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = SERVICE_NAME
SOCIALACCOUNT_ADAPTER = "socialvalue.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_SERVER_URL := env.str("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "sso",
                "name": env.str("OIDC_NAME", default="your organisation's account"),
                "client_id": required("OIDC_CLIENT_ID", unless_debug="debug"),
                "secret": required("OIDC_CLIENT_SECRET", unless_debug="debug"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
    }

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "socialvalue.accounts.adapter.address_tried"
AXES_LOCKOUT_TEMPLATE = "socialvalue/accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# How many proxies of your own stand before the server; with 0, X-Forwarded-For is ignored.
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = AXES_IPWARE_PROXY_COUNT

SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True

# --- Headers ----------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from within, where there is no https
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# The largest file that a person may upload, in bytes, and all of one request together; set the web
# server's own limit to match.
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=200 * 1024 * 1024)
# What one organisation may keep of payment files and zips of them, in bytes.
PAYMENTS_TOTAL = env.int("PAYMENTS_TOTAL", default=20 * 1024**3)
# The largest file of evidence for an award, and all of one organisation together, in bytes.
EVIDENCE_LIMIT = env.int("EVIDENCE_LIMIT", default=25 * 1024 * 1024)
EVIDENCE_TOTAL = env.int("EVIDENCE_TOTAL", default=500 * 1024 * 1024)
# The first stops before a file is read when a request is longer than its page takes.
FILE_UPLOAD_HANDLERS = [
    "socialvalue.core.upload_length.StopByLength",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Jobs -------------------------------------------------------------------------------------
# Redis only rings the bell: everything true is in the database (docs/decisions/0004-jobs.md).
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
# The longest that one job may take, in seconds; it is asked to stop a tenth earlier.
JOB_SECONDS = env.int("JOB_SECONDS", default=300)
# How long a worker that says nothing is believed to be alive, and how often lost jobs are sought.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
JOB_REAP_SECONDS = env.int("JOB_REAP_SECONDS", default=5)
# How long a worker that is told to stop goes on with the jobs it has in hand, in seconds.
JOB_GRACE_SECONDS = env.int("JOB_GRACE_SECONDS", default=8)
# How many jobs a worker does at once.
JOB_PROCESSES = env.int("JOB_PROCESSES", default=2)
# How many processes answer pages, each with four threads.
WEB_PROCESSES = env.int("WEB_PROCESSES", default=2)

CELERY_BROKER_URL = REDIS_URL
# Longer than any job: a message is not given out again while its job is still being done. Celery
# reads it in three places, and the shortest of those that share a broker wins.
CELERY_VISIBILITY_TIMEOUT = JOB_SECONDS + 3600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # For a broker made of files (filesystem://), where there is no Redis.
    "data_folder_in": str(DATA_DIR / "run" / "messages"),
    "data_folder_out": str(DATA_DIR / "run" / "messages"),
    "control_folder": str(DATA_DIR / "run" / "messages-control"),
    # A person who asks for a job waits a moment for a broker that is away, not for ever.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = JOB_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = JOB_SECONDS * 9 // 10
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = JOB_PROCESSES
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 2_000_000  # kilobytes
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = JOB_GRACE_SECONDS
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "UTC"

# --- Setting up -------------------------------------------------------------------------------
# Commands that bring reference data into the database, in order; each is safe to run twice.
REFERENCE_COMMANDS = ["load_frameworks", "load_places", "load_schemes"]
# And on a demonstration, the one that makes its organisations, tenders and payments.
DEMONSTRATION_COMMAND = "load_demonstration"
DEMONSTRATION_PASSWORD = env.str("DEMONSTRATION_PASSWORD", default="")

# --- Words and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"
FORMAT_MODULE_PATH = None

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Social Value Assessor <no-reply@localhost>"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"no_secrets": {"()": "socialvalue.core.veiled_logs.NoSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"axes": {"level": "WARNING"}},
}
