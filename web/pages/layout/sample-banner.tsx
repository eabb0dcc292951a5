import { Anchor, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { sessionQuery, useMember, useOrganisation } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import classes from './layout.module.css';

/** Says that what one sees is invented, and leads on to one's own: to an organisation that is there, or to how one is made. */
export function SampleBanner() {
  const { slug, isSample } = useOrganisation();
  const { role } = useMember();
  const session = useSuspenseQuery(sessionQuery).data;
  if (!isSample) return null;
  const own = session?.memberships.filter((one) => one.slug !== slug) ?? [];
  return (
    <aside className={classes.banner} aria-label="Sample data">
      <span>Sample data: an invented vendor and its customers.</span>
      {own.map((one) => (
        <Anchor key={one.slug} component={Link} to={paths.myDay(one.slug)} size="sm" underline="always">
          Go to {one.organisationName}
        </Anchor>
      ))}
      {own.length === 0 && <BeginWithOwn />}
      {role === 'admin' && <RemoveSample />}
    </aside>
  );
}

function BeginWithOwn() {
  const [opened, { open, close }] = useDisclosure();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const command = `npx steward org create acme --name "Acme" --timezone ${zone} --currency EUR --admin you@example.com`;
  return (
    <>
      <Anchor component="button" type="button" size="sm" underline="always" onClick={open}>
        Begin with your own data
      </Anchor>
      <Modal opened={opened} onClose={close} title="Begin with your own data" size="lg">
        <Stack gap="md">
          <Text>
            Make an organisation of your own on the machine where Steward runs, with its time zone and currency. Then
            bring your files in, on the command line or under Sources.
          </Text>
          <Code block style={{ whiteSpace: 'pre-wrap' }}>
            {command}
          </Code>
          <Group justify="flex-end">
            <CopyButton value={command}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy the command'}</Button>}
            </CopyButton>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function RemoveSample() {
  const { slug, name } = useOrganisation();
  const [asks, { open, close }] = useDisclosure();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useWrite({
    send: () => api.delete(at(slug, 'sample')),
    done: () => `${name} is gone.`,
    after: async () => {
      await navigate({ to: paths.home() });
      queries.clear();
    },
  });
  return (
    <>
      <Anchor component="button" type="button" size="sm" underline="always" onClick={open}>
        Remove the sample
      </Anchor>
      <Confirm
        opened={asks}
        title={`Remove ${name}?`}
        act="Remove the sample"
        isDangerous
        isBusy={remove.isPending}
        touches={[
          'The sample organisation with all its accounts, their history, situations, runs and tasks.',
          'Its people: who belongs to no other organisation can no longer sign in.',
          'Nothing of your other organisations.',
        ]}
        onConfirm={() => remove.mutate()}
        onClose={close}
      >
        It cannot be brought back.
      </Confirm>
    </>
  );
}
