/** What an organisation counts besides "all events", which has the number 0. */
export interface ActiveMetric {
  readonly key: string;
  readonly number: number;
  /** null: any event. */
  readonly event: string | null;
  readonly filterProperty: string | null;
  readonly filterValue: string | null;
  /** null: events are counted. */
  readonly sumProperty: string | null;
}

/** The columns of table `metric` as an `ActiveMetric`. */
export const METRIC_COLUMNS = `key, number, event, filter_property as "filterProperty", filter_value as "filterValue",
  sum_property as "sumProperty"`;

/** The number under which all events of an account are counted. */
export const ALL_EVENTS = 0;

const NUMBER = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i;

/**
 * What one event adds to a metric: 1 for a metric that counts, the value of the property for one that sums; null where the event is
 * not of the metric, or its property is no number.
 */
export function contribution(
  metric: ActiveMetric,
  event: string,
  properties: Readonly<Record<string, unknown>> | null,
): number | null {
  if (metric.event !== null && metric.event !== event) return null;
  if (metric.filterProperty !== null && !equals(properties?.[metric.filterProperty], metric.filterValue)) return null;
  return metric.sumProperty === null ? 1 : toNumber(properties?.[metric.sumProperty]);
}

/** Whether a property has the value a person typed: as text, or as the same number written in another way. */
function equals(property: unknown, wanted: string | null): boolean {
  if (property === undefined || property === null || typeof property === 'object') return false;
  if (String(property) === wanted) return true;
  const number = toNumber(property);
  return number !== null && wanted !== null && number === toNumber(wanted);
}

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !NUMBER.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
