"""The frame: project wiring on top, tools without opinions below."""

from .celery import app as celery_app

__all__ = ["celery_app"]
