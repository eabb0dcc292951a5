export interface WriteKey {
  readonly id: string;
  /** The first characters, to recognise it by. */
  readonly prefix: string;
  readonly createdAt: Date;
}

/** Where facts come from. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly kind: 'file' | 'tracking' | 'manual' | 'sample';
  /** Whether tracking calls may make accounts that are not known yet. */
  readonly createsAccounts: boolean;
  readonly createdAt: Date;
  /** Those that are not revoked, newest first. */
  readonly writeKeys: readonly WriteKey[];
}

/** The columns of `source s` as a `Source`. */
export const SOURCE_COLUMNS = `s.id, s.name, s.kind, s.creates_accounts as "createsAccounts", s.created_at as "createdAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'prefix', k.prefix, 'createdAt', k.created_at) order by k.created_at desc, k.id)
    from write_key k where k.organisation_id = $1 and k.source_id = s.id and k.revoked_at is null), '[]') as "writeKeys"`;

/** JSON has no dates. */
export function sourceOf(row: Source): Source {
  return { ...row, writeKeys: row.writeKeys.map((key) => ({ ...key, createdAt: new Date(key.createdAt) })) };
}
