# The portal for a deployment: one image serves the web, the worker, the scheduler and the migration.
FROM python:3.13.1-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/venv/bin:$PATH ICAJO_VAR=/app/var
# Pango draws the certificates.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app

FROM base AS build
RUN pip install --no-cache-dir uv==0.13.8 \
    && pip install --no-cache-dir --target /opt/build polib==1.2.0 \
    && uv venv /opt/venv
COPY requirements.production.lock ./
RUN VIRTUAL_ENV=/opt/venv uv pip sync --no-cache --require-hashes requirements.production.lock
COPY . ./
RUN PYTHONPATH=/opt/build python -m icajo.run.messages \
    && SECRET_KEY=only-while-building python manage.py collectstatic --no-input --verbosity 0

FROM base
RUN useradd --system --create-home --uid 10001 icajo
COPY --from=build /opt/venv /opt/venv
COPY --from=build --chown=icajo /app /app
USER icajo
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--workers", "2", "--blocking-threads", "4", "icajo.wsgi:application"]
