"""One file, read from the environment, production-safe by default.  `.env.example` lists every variable."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

from icajo.timetable import timetable

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# The site

SECRET_KEY = env("SECRET_KEY", "")  # the web server refuses to start on an empty one
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("ICAJO_DEMO", False)  # shows the letters page and the demonstration accounts; never in production
# letters and QR codes link here, whatever the Host says
SITE_URL = env("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
MAINTENANCE = env("MAINTENANCE", "04:00-07:00")  # announced for Sundays, on Ontario's clocks; empty: none is
SITE_NOTICE = env("SITE_NOTICE", "")  # replaces the footer's "unofficial site" line
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
VAR = Path(env("ICAJO_VAR", str(BASE_DIR / "var"))).resolve()
ROOT_URLCONF = "icajo.urls"
WSGI_APPLICATION = "icajo.wsgi.application"

INSTALLED_APPS = [
    "icajo.apps.StaffSite", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.postgres", "django.contrib.humanize",
    "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions", "axes", "altcha_django", "django_recaptcha",
    "django_linear_migrations", "localflavor", "phonenumber_field", "pgtrigger", "storages",
    "icajo.apps.Frame", "accounts", "licensing", "submissions", "payments", "public_search",
]  # fmt: skip

MIDDLEWARE = [
    "submissions.complaining.traceless.Traceless",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "icajo.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "icajo.middleware.NoNul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "icajo.limits.SessionLimits",
    "accounts.interrupted.KeepWhatWasTyped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "icajo.staff.SecondStepOfStaff",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "licensing.readings.ReadingsWrittenDown",
]

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
                "django.template.context_processors.csp",
                "icajo.pages.page_frame",
                "payments.cart.in_navigation",
            ],
        },
    }
]

# Data: DATABASE_URL and REDIS_URL are all that is needed; a Unix socket path is percent-encoded in the former

_url = dj_database_url.parse(env("DATABASE_URL", "postgres://postgres@localhost/icajo"))
_pool = env.int("DATABASE_POOL", 6)  # connections of each process; 0 where something else pools them
# seconds until the database gives up, so that nothing waits for ever; 0: never
_waits = {"lock": env.int("DATABASE_LOCK_SECONDS", 30), "statement": env.int("DATABASE_STATEMENT_SECONDS", 300)}
_options = {"options": " ".join(f"-c {name}_timeout={most}s" for name, most in _waits.items() if most)}
_pooled = {"pool": {"min_size": 1, "max_size": _pool, "timeout": 5}} if _pool else {}
DATABASES = {  # a page after the database restarted does not meet a dead connection
    "default": {**_url, "CONN_HEALTH_CHECKS": True, "OPTIONS": _options | _url.get("OPTIONS", {}) | _pooled}
}
REDIS_URL = env("REDIS_URL", "redis://localhost:6379")
_on_socket = REDIS_URL.startswith("unix://")
CACHES = {  # icajo/fleeting.py says what stands in which
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "icajo_limit",
        "KEY_FUNCTION": "icajo.fleeting.keyed",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "fleeting": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL + ("?db=1" if _on_socket else "/1"),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    },
}

# Security

LIVE_HTTPS = not env.bool("ICAJO_PLAIN_HTTP", False)  # plain HTTP is for a loopback demonstration only
SECURE_SSL_REDIRECT = LIVE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # load balancers ask over plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_HSTS_SECONDS = 31_536_000 if LIVE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = LIVE_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LIVE_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if LIVE_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if LIVE_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "icajo.pages.csrf_failure"
SESSION_ENGINE = "icajo.sessions"
SESSION_COOKIE_AGE = 30 * 60  # counted from the last page opened or saved
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the cookie storage shows addresses
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
CHECKOUT_ORIGIN = env("CHECKOUT_ORIGIN", "https://checkout.stripe.com")  # where the hosted payment page lives
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "worker-src": [CSP.SELF, "blob:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    # a POST answered by a redirect to the hosted payment page is held to this list too
    "form-action": [CSP.SELF, CHECKOUT_ORIGIN],
}

# Accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "accounts.passwords.DigitAndCapitalOrSpecial"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "licensing:menu"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.Signup",
    "login": "accounts.forms.SignIn",
    "reset_password": "accounts.forms.ResetPassword",
    "reset_password_from_key": "accounts.forms.NewPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 2
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # the browser forgets the session when it is closed
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds for which somebody who showed who they are need not again
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip",  # against floods only: the lock of an address is axes', below
    "confirm_email": "5/h/key",  # letters an address may be sent
    "plain_check": "10/h/ip",  # registrations without JavaScript
    "observe": "30/h/ip",  # observations about notices
    "follow": "20/h/ip,10/h/key",  # tries of a follow-up code, from a network and of a reference
}
PUBLIC_RATE = env.int("PUBLIC_RATE", 300)  # pages of the register that one network may open in a minute; 0: no limit
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", not DEMO)  # no staff page without a second step at sign-in
MFA_ADAPTER = "accounts.second_step.Adapter"
MFA_FORMS = {"authenticate": "accounts.proofs.Code", "authenticate_webauthn": "accounts.proofs.Passkey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half minutes that the clock of a telephone may be wrong
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=45)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["password1", "oldpassword", "code", "credential", "access_code"]  # never in its record
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_USERNAME_CALLABLE = "accounts.lockout.address"
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
CAPTCHA = env("CAPTCHA", "altcha")  # altcha, recaptcha (when keys are set) or null (tests)
ALTCHA_HMAC_SECRET = env("ALTCHA_HMAC_SECRET", "") or SECRET_KEY or "unset"
ALTCHA_WIDGET_I18N = True
RECAPTCHA_PUBLIC_KEY = env("RECAPTCHA_PUBLIC_KEY", "unset")
RECAPTCHA_PRIVATE_KEY = env("RECAPTCHA_PRIVATE_KEY", "unset")

# Languages: French first, English its equal

LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_CODE = "fr"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["icajo.formats"]
USE_TZ = True
TIME_ZONE = "America/Toronto"
PHONENUMBER_DEFAULT_REGION = "CA"
PHONENUMBER_DB_FORMAT, PHONENUMBER_DEFAULT_FORMAT = "RFC3966", "INTERNATIONAL"  # E164 would drop the extension

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env("S3_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT", "") or None,
            "file_overwrite": False,
            "querystring_expire": 60,
            "default_acl": "private",
        },
    }
UPLOAD_LIMIT = 20 * 2**20  # bytes a document (facts 2.7)
CLAMD_ADDRESS = env("CLAMD_ADDRESS", "")  # host:port of a virus scanner; without one files are marked "not scanned"
SEAL_KEY_FILE = env("SEAL_KEY_FILE", "")  # PKCS#12 with the organization's certificate: signs licences
SEAL_KEY_PASSWORD = env("SEAL_KEY_PASSWORD", "")

# Letters

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env("SMTP_HOST", "localhost"),
            "port": env.int("SMTP_PORT", 25),
            "username": env("SMTP_USER", ""),
            "password": env("SMTP_PASSWORD", ""),
            "use_tls": env.bool("SMTP_TLS", False),
            "timeout": 20,
        },
    }
}
DELIVER_LETTERS = env.bool("DELIVER_LETTERS", not DEMO)  # off: letters stay on the letters page
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", "iCAJO / iAGCO <ne-pas-repondre@example.org>")

# Money

STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", "")
PAYMENT_SANDBOX_URL = env("PAYMENT_SANDBOX_URL", "")  # used only where no Stripe key is set
PAYMENT_SANDBOX_KEY = env("PAYMENT_SANDBOX_KEY", "sk_test_sandbox")  # what the sandbox was started with
CARD_BRANDS = env.list("CARD_BRANDS", ["visa", "mastercard", "visa-debit", "mastercard-debit", "prepaid"])
STRIPE_TIMEOUT = env.float("STRIPE_TIMEOUT", 8)  # seconds a page waits for the provider
# Where transfers go.  Without an account the portal shows one that does not exist, marked as a demonstration
BANK_BENEFICIARY = env("BANK_BENEFICIARY", "")
BANK_NAME = env("BANK_NAME", "")
BANK_ADDRESS = env("BANK_ADDRESS", "")
BANK_INSTITUTION = env("BANK_INSTITUTION", "")
BANK_TRANSIT = env("BANK_TRANSIT", "")
BANK_ACCOUNT = env("BANK_ACCOUNT", "")
BANK_SWIFT = env("BANK_SWIFT", "")
# A statement as CSV is read as declared here, or refused
_columns = ["account", "date", "amount", "currency", "reference", "text", "payer", "bank_reference"]
BANK_CSV_COLUMNS = env.list("BANK_CSV_COLUMNS", _columns)
BANK_CSV_DELIMITER = env("BANK_CSV_DELIMITER", ",")
BANK_CSV_DECIMAL = env("BANK_CSV_DECIMAL", ".")  # the mark before the cents; thousands are never grouped

# The queue: Redis only carries hints, PostgreSQL remembers what is owed

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://") + ("?virtual_host=0" if _on_socket else "/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # a page never waits for the broker: the sweep finds what was not queued
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
SWEEP_SECONDS = env.int("SWEEP_SECONDS", 60)  # how often what is owed is looked for
CELERY_BEAT_SCHEDULE = timetable(SWEEP_SECONDS)
