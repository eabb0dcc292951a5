import { Anchor, Badge, Button, Table } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Import } from '../../../server/api/contract/import.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { sayNumber } from '../../ui/number.ts';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { Instant } from '../../ui/when.tsx';
import { STATES } from './import-states.ts';
import { importsQuery, kindsQuery } from './sources-query.ts';

/** Every file that has come in, newest first, each with what came of it and the way to undo it. */
export function ImportHistory() {
  const slug = useSlug();
  const mayManage = useMayManage();
  const imports = useQuery(importsQuery(slug));
  const kinds = useQuery(kindsQuery(slug)).data;
  if (imports.isPending) return <LoadingRows />;
  if (imports.isError) return <Failed error={imports.error} retry={() => void imports.refetch()} />;
  if (imports.data.length === 0) {
    return (
      <Empty
        icon={<IconFileUpload size={28} stroke={1.5} />}
        title="No file has been imported yet"
        action={
          mayManage && (
            <Button component={Link} to={paths.importFile(slug)}>
              Import a CSV file
            </Button>
          )
        }
      >
        Export your accounts from the CRM or a spreadsheet and begin with them; usage, tickets, invoices and surveys
        follow. You see how each row would be stored before anything is, and every import can be undone.
      </Empty>
    );
  }
  return (
    <Table.ScrollContainer minWidth={820} px="lg" py="sm">
      <Table verticalSpacing="xs" aria-label="Imports">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th ta="right">Read</Table.Th>
            <Table.Th ta="right">Created</Table.Th>
            <Table.Th ta="right">Updated</Table.Th>
            <Table.Th ta="right">Unchanged</Table.Th>
            <Table.Th ta="right">Rejected</Table.Th>
            <Table.Th>When, by whom</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.data.map((one) => (
            <ImportRow key={one.id} found={one} title={kinds?.find(({ key }) => key === one.kind)?.title ?? one.kind} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ImportRow({ found, title }: { found: Import; title: string }) {
  const slug = useSlug();
  const { word, color } = STATES[found.state];
  const numbers = [found.rowsRead, found.rowsCreated, found.rowsUpdated, found.rowsUnchanged, found.rowsRejected];
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={paths.import(slug, found.id)} underline="hover">
          {found.fileName}
        </Anchor>
      </Table.Td>
      <Table.Td>
        {title} from {found.sourceName}
      </Table.Td>
      <Table.Td>
        <Badge color={color}>{word}</Badge>
      </Table.Td>
      {numbers.map((number, place) => (
        <Table.Td
          key={COLUMNS[place]}
          ta="right"
          style={{ fontVariantNumeric: 'tabular-nums' }}
          c={COLUMNS[place] === 'rejected' && number > 0 ? 'var(--steward-red)' : undefined}
        >
          {found.state === 'uploaded' ? '–' : sayNumber(number, 0)}
        </Table.Td>
      ))}
      <Table.Td>
        <Instant at={found.createdAt} />
        {found.createdByName && `, ${found.createdByName}`}
      </Table.Td>
    </Table.Tr>
  );
}

const COLUMNS = ['read', 'created', 'updated', 'unchanged', 'rejected'];
