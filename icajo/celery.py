import os

from celery import Celery

from .heartbeat import Heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icajo.settings")

app = Celery("icajo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(Heartbeat)
