"""The door for a web server (gunicorn socialvalue.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")
application = get_wsgi_application()
