import { Kbd, Modal, Table } from '@mantine/core';
import { navigation } from './navigation.ts';

const EVERYWHERE: readonly (readonly [readonly string[], string])[] = [
  [['Ctrl', 'K'], 'Find a page, an account, a playbook, or do something'],
  [['?'], 'Show this'],
];

const IN_LISTS: readonly (readonly [readonly string[], string])[] = [
  [['j'], 'Next'],
  [['k'], 'Previous'],
  [['o'], 'Open what is selected (Enter does the same)'],
  [['e'], 'Done'],
  [['s'], 'Snooze'],
  [['d'], 'Delegate'],
  [['x'], 'Tick, to do the same with several'],
  [['a'], 'Tick all'],
  [['Esc'], 'Untick all'],
];

/** Every key that does something. */
export function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const going = navigation.map(({ key, title }) => [['g', key], `Go to ${title}`] as const);
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Table verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          <Heading>Everywhere</Heading>
          {[...EVERYWHERE, ...going].map((line) => (
            <Line key={line[1]} keys={line[0]} does={line[1]} />
          ))}
          <Heading>In lists</Heading>
          {IN_LISTS.map((line) => (
            <Line key={line[1]} keys={line[0]} does={line[1]} />
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

function Heading({ children }: { children: string }) {
  return (
    <Table.Tr>
      <Table.Th colSpan={2} pt="sm">
        {children}
      </Table.Th>
    </Table.Tr>
  );
}

function Line({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <Table.Tr>
      <Table.Td>{does}</Table.Td>
      <Table.Td ta="right">
        {keys.map((key) => (
          <Kbd key={key} ml={4}>
            {key}
          </Kbd>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}
