import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is asked for when somebody scrapes. */
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
}

/** The API's metrics. Labels have few values: patterns of routes, never paths, and nothing of any account. */
export function createApiMetrics(facts: ApiFacts): ApiMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'sluice_http_requests_in_flight',
    help: 'Requests that are being worked on.',
    registers,
    collect() {
      this.set(facts.inFlight());
    },
  });
  new Gauge({
    name: 'sluice_event_streams',
    help: 'Open streams of server-sent events.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, open] of Object.entries(facts.eventStreams())) this.set({ kind }, open);
    },
  });
  new Gauge({
    name: 'sluice_rate_limiter_alone',
    help: '1 while this process counts requests by itself, because Redis does not answer.',
    registers,
    collect() {
      this.set(facts.rateLimiter().isAlone ? 1 : 0);
    },
  });
  new Counter({
    name: 'sluice_rate_limiter_fallbacks_total',
    help: 'How often Redis stopped answering the rate limiter.',
    registers,
    collect() {
      this.reset();
      this.inc(facts.rateLimiter().fallbacks);
    },
  });
  return { registry, ...requestMetrics(registers) };
}

function requestMetrics(registers: Registry[]): Omit<ApiMetrics, 'registry'> {
  const requests = new Counter({
    name: 'sluice_http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'sluice_http_request_duration_seconds',
    help: 'From the head of a request until its answer begins, the upload of its body included.',
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
