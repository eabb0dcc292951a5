import { describe, expect, it } from 'vitest';
import { Problem } from '../lib/problem.ts';
import { renderAsset, type TemplateData } from './render-asset.ts';

const data: TemplateData = {
  fields: {
    'account.name': 'Borealis Logistics',
    'account.arr': 4_800_000,
    'account.renewal_date': '2027-02-14',
    'contact.first_name': 'Ingrid',
    'contact.title': null,
    'member.name': 'Nadia Rahman',
    today: '2026-11-22',
  },
  signals: {
    'usage.change_28d': -0.4615,
    'metric.logins.events_28d': 168,
    'renewal.date': 20_863,
    'tickets.open': null,
  },
  currency: 'EUR',
};
const fill = (body: string, over: Partial<TemplateData> = {}, subject: string | null = null) =>
  renderAsset({ key: 'check-in', subject, body }, { ...data, ...over });

describe('filling in an asset', () => {
  it('puts in fields and signals, by path or by name', () => {
    expect(
      fill('Hello {{ contact.first_name }}, {{ signal.metric.logins.events_28d }} logins', {}, 'On {{ account.name }}'),
    ).toEqual({
      subject: 'On Borealis Logistics',
      text: 'Hello Ingrid, 168 logins',
      missing: [],
    });
    expect(fill('{{ signal["metric.logins.events_28d"] }}').text).toBe('168');
  });

  it('says money, ratios and dates as people do', () => {
    expect(fill('{{ account.arr | money }}').text).toBe('€48,000');
    expect(fill('{{ account.arr | plus: 50 | money }}').text).toBe('€48,000.50');
    expect(fill('{{ account.arr | money }}', { currency: 'JPY' }).text).toBe('JP¥4,800,000');
    expect(fill('{{ signal.usage.change_28d | percent }} {{ signal.usage.change_28d | percent: 1 }}').text).toBe(
      '-46% -46.2%',
    );
    expect(fill('{{ account.renewal_date | date }}, {{ today | date: "weekday" }}').text).toBe(
      '14 February 2027, Sunday 22 November',
    );
    expect(fill('{{ signal.renewal.date | date }}').text).toBe('14 February 2027');
    expect(fill('{{ account.arr | money }} {{ account.renewal_date | date }}', { locale: 'de-DE' }).text).toBe(
      '48.000\u00a0€ 14. Februar 2027',
    );
  });

  it('leaves a number one decimal', () => {
    expect(fill('{{ signal.survey.csat_90d }}', { signals: { 'survey.csat_90d': 13 / 3 } }).text).toBe('4.3');
  });

  it('names what is missing instead of leaving a hole', () => {
    const filled = fill(
      'Hello {{ contact.title }}, {{ sponsor.name }}: {{ signal.tickets.open }} open{% if champion.name %} {{ champion.name }}{% endif %}',
    );
    expect(filled.text).toBe(
      'Hello [title of the contact], [name of the executive sponsor]: [signal.tickets.open] open',
    );
    expect(filled.missing).toEqual(['contact.title', 'sponsor.name', 'signal.tickets.open']);
    expect(fill('{{ contact.title | default: "friend" }}')).toMatchObject({ text: 'friend', missing: [] });
  });

  it('names what is missing inside a condition, and only when it is printed', () => {
    expect(fill('{% if account.arr > 1 %}{{ contact.title }}{% else %}{{ owner.name }}{% endif %}').missing).toEqual([
      'contact.title',
    ]);
  });

  it('leaves the subject on one line', () => {
    expect(fill('', { fields: { 'account.name': 'A\nBcc: all@example' } }, 'On {{ account.name }}').subject).toBe(
      'On A Bcc: all@example',
    );
  });

  it('takes values as they are: a template in a name is not run', () => {
    expect(fill('{{ account.name }}', { fields: { 'account.name': '{{ today }}' } }).text).toBe('{{ today }}');
  });

  it('reaches nothing beyond the data', () => {
    expect(fill('{{ account.constructor.name }}{{ signal.__proto__ }}', {}).text).not.toContain('Object');
    expect(() => fill('{% render "package.json" %}')).toThrow(Problem);
    expect(() => fill('{% include "package.json" %}')).toThrow(Problem);
  });

  it('stops a template that takes too long or too much', () => {
    expect(() => fill('{% for i in (1..100000000) %}x{% endfor %}')).toThrow('cannot be filled in');
    expect(() => fill('{% for i in (1..9000) %}{% for j in (1..9000) %}{{ i }}{% endfor %}{% endfor %}')).toThrow(
      'cannot be filled in',
    );
  });

  it('tells the line of what is wrong', () => {
    const error = (() => {
      try {
        fill('Hello\n{{ account.name | shout }}');
      } catch (thrown) {
        return thrown as Problem;
      }
    })();
    expect(error?.status).toBe(422);
    expect(error?.details).toEqual([{ at: 'line 2 of check-in', problem: 'Undefined filter: shout.' }]);
  });
});
