/** What a timeline is made of. */
export const TIMELINE_KINDS = [
  'interaction',
  'ticket_opened',
  'ticket_closed',
  'survey',
  'invoice',
  'deal',
  'band_change',
  'stage_change',
  'contact_left',
  'situation',
  'run_started',
  'run_closed',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** SQL: the beginning of a date in the organisation's time zone ($3). */
const startOf = (date: string) => `(${date}::timestamp at time zone $3)`;

/** SQL that gives id, at and detail of one kind for an account ($2) of the organisation ($1). */
export function timelinePart(kind: TimelineKind): string {
  return PARTS[kind];
}

const TICKET = `jsonb_build_object('subject', subject, 'priority', priority, 'openedAt', opened_at, 'closedAt', closed_at, 'csat', csat)`;

const RUN = `from run r left join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
  left join member m on m.organisation_id = $1 and m.id = r.started_by
  where r.organisation_id = $1 and r.account_id = $2`;

const PARTS: Readonly<Record<TimelineKind, string>> = {
  interaction: `select i.id, i.occurred_at as at, jsonb_build_object('kind', i.kind, 'direction', i.direction, 'subject', i.subject,
      'summary', i.summary, 'isExecutive', i.is_executive, 'nextTouchpoint', i.next_touchpoint, 'member', m.name, 'contact', c.name,
      'byHand', s.kind = 'manual',
      'actionItems', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title, 'state', t.state, 'owner', o.name,
          'dueAt', t.due_at) order by t.due_at, t.id), '[]')
        from task t join member o on o.organisation_id = $1 and o.id = t.owner_id
        where t.organisation_id = $1 and t.account_id = $2 and t.interaction_id = i.id)) as detail
    from interaction i join source s on s.organisation_id = $1 and s.id = i.source_id
    left join member m on m.organisation_id = $1 and m.id = i.member_id
    left join contact c on c.organisation_id = $1 and c.id = i.contact_id
    where i.organisation_id = $1 and i.account_id = $2`,
  ticket_opened: `select id, opened_at as at, ${TICKET} as detail from ticket where organisation_id = $1 and account_id = $2`,
  ticket_closed: `select id, closed_at as at, ${TICKET} as detail from ticket
    where organisation_id = $1 and account_id = $2 and closed_at is not null`,
  survey: `select v.id, v.responded_at as at,
      jsonb_build_object('kind', v.kind, 'score', v.score, 'comment', v.comment, 'contact', c.name) as detail
    from survey_response v left join contact c on c.organisation_id = $1 and c.id = v.contact_id
    where v.organisation_id = $1 and v.account_id = $2`,
  invoice: `select id, ${startOf('coalesce(issued_on, due_on)')} as at, jsonb_build_object('number', number, 'amountMinor', amount_minor,
      'currency', currency, 'issuedOn', issued_on, 'dueOn', due_on, 'paidOn', paid_on) as detail
    from invoice where organisation_id = $1 and account_id = $2`,
  deal: `select id, coalesce(won_at, lost_at, opened_at, recorded_at) as at, jsonb_build_object('name', name, 'kind', kind, 'stage', stage,
      'amountMinor', amount_minor, 'currency', currency, 'isWon', won_at is not null, 'isLost', lost_at is not null) as detail
    from opportunity where organisation_id = $1 and account_id = $2`,
  band_change: `select b.id, ${startOf('b.changed_on')} as at, jsonb_build_object('from', b.from_band, 'to', b.to_band, 'score', b.score,
      'because', b.because, 'reason', b.reason, 'reasonBy', m.name) as detail
    from health_band_change b left join member m on m.organisation_id = $1 and m.id = b.reason_by
    where b.organisation_id = $1 and b.account_id = $2`,
  stage_change: `select f.valid_from::text as id, f.valid_from as at, jsonb_build_object('from', before.value, 'to', f.value) as detail
    from account_field f
    left join account_field before on before.organisation_id = $1 and before.account_id = $2 and before.field = 'stage'
      and before.valid_to = f.valid_from
    where f.organisation_id = $1 and f.account_id = $2 and f.field = 'stage' and f.valid_from <> '-infinity'`,
  contact_left: `select id, ${startOf('left_on')} as at, jsonb_build_object('name', name, 'role', role, 'title', title) as detail
    from contact where organisation_id = $1 and account_id = $2 and left_on is not null`,
  situation: `select s.id, s.opened_at as at, jsonb_build_object('headline', s.headline, 'state', s.state, 'closedOn', s.closed_on,
      'playbook', p.title) as detail
    from situation s left join playbook p on p.organisation_id = $1 and p.key = s.playbook_key
    where s.organisation_id = $1 and s.account_id = $2`,
  run_started: `select r.id, r.started_at as at, jsonb_build_object('number', r.number, 'playbook', p.title, 'by', m.name, 'state', r.state)
    as detail ${RUN}`,
  run_closed: `select r.id, r.closed_at as at, jsonb_build_object('number', r.number, 'playbook', p.title, 'outcome', r.outcome,
      'reason', r.outcome_reason) as detail ${RUN} and r.closed_at is not null`,
};
