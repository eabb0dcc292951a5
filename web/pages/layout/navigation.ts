import {
  IconActivityHeartbeat,
  IconBuilding,
  IconChartPie,
  IconDatabaseImport,
  IconFlag,
  IconListCheck,
  IconNotebook,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { paths } from '../../paths.ts';

export interface NavigationItem {
  readonly title: string;
  readonly to: (organisation: string) => string;
  /** Pages elsewhere that belong to it, too. */
  readonly also?: (organisation: string) => string;
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** Pressed one after the other they lead there: g m. */
  readonly key: string;
  /** Whether it stands in the bar at the bottom of a phone; the others are under "More". */
  readonly isAtHand: boolean;
}

/** Everything in the narrow navigation on the left, in order. The command palette offers the same. */
export const navigation: readonly NavigationItem[] = [
  { title: 'My day', to: paths.myDay, icon: IconListCheck, key: 'm', isAtHand: true },
  { title: 'Accounts', to: paths.accounts, icon: IconBuilding, key: 'a', isAtHand: true },
  { title: 'Escalations', to: paths.escalations, icon: IconFlag, key: 'e', isAtHand: false },
  { title: 'Playbooks', to: paths.playbooks, icon: IconNotebook, key: 'p', isAtHand: true },
  { title: 'Segments', to: paths.segments, also: paths.personas, icon: IconChartPie, key: 's', isAtHand: false },
  { title: 'Team', to: paths.team, icon: IconUsersGroup, key: 'u', isAtHand: false },
  { title: 'Health model', to: paths.health, icon: IconActivityHeartbeat, key: 'h', isAtHand: false },
  { title: 'Sources', to: paths.sources, icon: IconDatabaseImport, key: 'o', isAtHand: false },
  { title: 'Settings', to: paths.settings, icon: IconSettings, key: 't', isAtHand: false },
];
