"""The door for a web server (gunicorn socialvalue.wsgi)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")
application = get_wsgi_application()

# All that Django has loaded stays: looking through it for what could be thrown away, each time that
# a page makes many things, took a third of the result of a large tender.
gc.freeze()
