import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { createUploadCounters, type UploadCounters } from './upload-counters.ts';

/** Values that are read on each scrape. */
export interface ApiFacts {
  inFlight(): number;
  eventStreams(): Readonly<Record<string, number>>;
  rateLimiter(): { readonly isAlone: boolean; readonly fallbacks: number };
}

export interface ApiMetrics {
  readonly registry: Registry;
  readonly requests: Counter<'method' | 'route' | 'status'>;
  readonly durations: Histogram<'method' | 'route'>;
  readonly rateLimited: Counter<'limit'>;
  readonly uploads: UploadCounters;
}

/** The API's metrics. Labels have few values: route patterns, never paths, and nothing about accounts. */
export function createApiMetrics(facts: ApiFacts): ApiMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'sluice_http_requests_in_flight',
    help: 'Requests in progress.',
    registers,
    collect() {
      this.set(facts.inFlight());
    },
  });
  new Gauge({
    name: 'sluice_event_streams',
    help: 'Open server-sent event streams.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, open] of Object.entries(facts.eventStreams())) this.set({ kind }, open);
    },
  });
  new Gauge({
    name: 'sluice_rate_limiter_alone',
    help: '1 while rate limits are counted per process because Redis is unreachable.',
    registers,
    collect() {
      this.set(facts.rateLimiter().isAlone ? 1 : 0);
    },
  });
  new Counter({
    name: 'sluice_rate_limiter_fallbacks_total',
    help: 'How often the rate limiter lost Redis.',
    registers,
    collect() {
      this.reset();
      this.inc(facts.rateLimiter().fallbacks);
    },
  });
  return { registry, ...requestMetrics(registers), uploads: createUploadCounters(registers) };
}

function requestMetrics(registers: Registry[]): Omit<ApiMetrics, 'registry' | 'uploads'> {
  const requests = new Counter({
    name: 'sluice_http_requests_total',
    help: 'Completed requests.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'sluice_http_request_duration_seconds',
    help: 'Time from the request headers to the start of the response, including the upload of the body.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers,
  });
  const rateLimited = new Counter({
    name: 'sluice_rate_limited_requests_total',
    help: 'Requests refused by a rate limit.',
    labelNames: ['limit'],
    registers,
  });
  return { requests, durations, rateLimited };
}
