import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What this process counts, in the format of Prometheus at /metrics. Labels never carry ids of customers or people. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

export const httpSeconds = new Histogram({
  name: 'steward_http_request_seconds',
  help: 'Time to answer, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

export const jobsFinished = new Counter({
  name: 'steward_jobs_total',
  help: 'Jobs by outcome: done, error (an attempt failed), failed (the last attempt too).',
  labelNames: ['task', 'outcome'],
  registers: [metrics],
});

export const queueLength = new Gauge({
  name: 'steward_queue_length',
  help: 'Jobs that wait, and jobs that failed for good.',
  labelNames: ['state'],
  registers: [metrics],
});

export const diagnosisSeconds = new Histogram({
  name: 'steward_diagnosis_seconds',
  help: 'Duration of a diagnosis, by kind: nightly, on_demand, caught_up, live.',
  labelNames: ['kind'],
  buckets: [0.01, 0.05, 0.25, 1, 2.5, 5, 15, 60, 300],
  registers: [metrics],
});

export const trackedCalls = new Counter({
  name: 'steward_tracking_calls_total',
  help: 'Calls of the tracking API by outcome: kept (duplicates included, which count once) or rejected.',
  labelNames: ['outcome'],
  registers: [metrics],
});
