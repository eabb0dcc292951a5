import { Button, CopyButton, Group, ScrollArea, Tabs } from '@mantine/core';
import classes from './sources.module.css';

/** What to paste into a product so that it sends events here, in the ways most products need. */
export function Snippets({ writeKey }: { writeKey: string }) {
  const host = window.location.origin;
  const snippets = [
    { key: 'node', title: 'Node.js', text: node(writeKey, host) },
    { key: 'curl', title: 'curl', text: curl(writeKey, host) },
  ];
  return (
    <Tabs defaultValue="node" keepMounted={false}>
      <Tabs.List>
        {snippets.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map(({ key, title, text }) => (
        <Tabs.Panel key={key} value={key} pt="xs">
          <ScrollArea
            type="auto"
            className={classes.code}
            viewportProps={{ tabIndex: 0, 'aria-label': `Lines for ${title}` }}
          >
            <code>{text}</code>
          </ScrollArea>
          <Group justify="flex-end" mt={6}>
            <CopyButton value={text}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? 'Copied' : `Copy for ${title}`}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function node(writeKey: string, host: string): string {
  return `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${writeKey}',
  host: '${host}',
});

// Once, when somebody signs in: whose account they belong to.
analytics.group({ userId: 'ada', groupId: 'borealis', traits: { name: 'Borealis' } });

// Whenever they do something.
analytics.track({ userId: 'ada', event: 'report_exported', properties: { rows: 120 } });`;
}

function curl(writeKey: string, host: string): string {
  return `curl ${host}/v1/track \\
  --user '${writeKey}:' \\
  --header 'Content-Type: application/json' \\
  --data '{
    "userId": "ada",
    "event": "report_exported",
    "properties": { "rows": 120 },
    "context": { "groupId": "borealis" }
  }'`;
}
