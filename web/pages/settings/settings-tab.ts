export const SETTINGS_TABS = ['you', 'organisation', 'members', 'escalations', 'keys', 'jobs', 'audit'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** What the settings keep in the URL; the rest belongs to the audit log. */
export interface SettingsSearch {
  readonly tab?: SettingsTab | undefined;
  readonly entity?: string | undefined;
  readonly actor?: string | undefined;
}

export function readSettingsSearch(search: Record<string, unknown>): SettingsSearch {
  const tab = SETTINGS_TABS.find((one) => one === search.tab);
  return {
    ...(tab ? { tab } : {}),
    ...(typeof search.entity === 'string' ? { entity: search.entity } : {}),
    ...(typeof search.actor === 'string' ? { actor: search.actor } : {}),
  };
}
