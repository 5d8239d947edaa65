# Two steps: what builds does not ship.
FROM python:3.12-slim AS construction
RUN python -m venv /opt/venv
COPY .verrous/production.txt /tmp/production.txt
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/production.txt

FROM python:3.12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent spie \
    && install -d -o spie -g spie /donnees
COPY --from=construction /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SPIE_DONNEES=/donnees \
    DJANGO_SETTINGS_MODULE=spie.settings.production
# Collecting static files needs the settings, not the secrets: these values live for one command and open nothing.
RUN DATABASE_URL=postgresql:///x DATABASE_URL_PROPRIETAIRE=postgresql:///x REDIS_URL=redis://x SECRET_KEY=x \
    SPIE_CLE_NIR=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= SPIE_HOTES=x python manage.py collectstatic --noinput --skip-checks
USER spie
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "spie.wsgi:application"]
