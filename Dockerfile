# syntax=docker/dockerfile:1
# One image for the API and the worker; the command decides which.

FROM node:24.21.0-bookworm-slim AS build
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf apps/*/src libs/*/src apps/*/dist/bundle* node_modules/.cache .turbo apps/*/.turbo libs/*/.turbo

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production SPOOL_DIR=/var/lib/sluice/spool
WORKDIR /app
RUN install -d -o node -g node /var/lib/sluice/spool
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/drizzle drizzle
COPY --from=build /app/libs libs
COPY --from=build /app/apps apps
USER node
EXPOSE 3000
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["apps/api/dist/main.js"]
