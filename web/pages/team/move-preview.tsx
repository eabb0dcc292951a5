import { Text } from '@mantine/core';
import type { PortfolioPlan } from '../../../server/api/contract/portfolio.ts';
import { sayCount } from '../../ui/number.ts';
import { sayRole } from '../../ui/words.ts';

/** What would move, by who gets it: counts first, names when opened. */
export function MovePreview({ plan, isLeaving }: { plan: PortfolioPlan; isLeaving: boolean }) {
  const { places, tasks } = plan;
  const receivers = new Map([...places, ...tasks].flatMap(({ to }) => (to ? [[to.id, to.name] as const] : [])));
  const stayingPlaces = places.filter(({ to }) => to === null);
  const stayingTasks = tasks.filter(({ to }) => to === null);
  if (places.length === 0 && tasks.length === 0) {
    return <Text size="sm">{plan.member.name} has no accounts and no open tasks.</Text>;
  }
  return (
    <section aria-label="What would move">
      <Text size="sm" fw={600} mb={4}>
        What would move
      </Text>
      {[...receivers].map(([id, name]) => (
        <Receiver
          key={id}
          name={name}
          places={places.filter(({ to }) => to?.id === id)}
          tasks={tasks.filter(({ to }) => to?.id === id)}
        />
      ))}
      {(stayingPlaces.length > 0 || stayingTasks.length > 0) && (
        <Text size="sm" c="dimmed">
          {isLeaving ? 'Carried by nobody afterwards' : `Stays with ${plan.member.name}`}:{' '}
          {count(stayingPlaces, stayingTasks)}.
          {isLeaving && stayingTasks.length > 0 && ' Tasks then fall to the manager.'}
        </Text>
      )}
    </section>
  );
}

function Receiver({ name, places, tasks }: { name: string } & Pick<PortfolioPlan, 'places' | 'tasks'>) {
  const offered = places.filter(({ isOffered }) => isOffered).length;
  return (
    <details>
      <summary>
        <Text span size="sm">
          <b>{name}</b>: {count(places, tasks)}
          {offered > 0 && `, ${offered} to be accepted`}
        </Text>
      </summary>
      <ul style={{ margin: '4px 0 8px', paddingInlineStart: 22, maxHeight: 180, overflow: 'auto' }}>
        {places.map(({ account, role }) => (
          <li key={`${account.id}${role}`}>
            <Text span size="sm">
              {account.name}{' '}
              <Text span size="xs" c="dimmed">
                {sayRole(role)}
              </Text>
            </Text>
          </li>
        ))}
        {tasks.map((task) => (
          <li key={task.id}>
            <Text span size="sm">
              {task.title}{' '}
              <Text span size="xs" c="dimmed">
                {task.account.name}
              </Text>
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}

function count(places: PortfolioPlan['places'], tasks: PortfolioPlan['tasks']): string {
  const accounts = new Set(places.map(({ account }) => account.id)).size;
  const parts = [accounts > 0 && sayCount(accounts, 'account'), tasks.length > 0 && sayCount(tasks.length, 'task')];
  return parts.filter(Boolean).join(', ') || 'nothing';
}
