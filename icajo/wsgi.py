import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icajo.settings")

application = get_wsgi_application()
len(settings.SECRET_KEY)  # raises on an empty one: better now than at the first page that signs something
