import os

from celery import Celery

from .heartbeat import Heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icajo.settings")

app = Celery("icajo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="clock")
app.steps["worker"].add(Heartbeat)
