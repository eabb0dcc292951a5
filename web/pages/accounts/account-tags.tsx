import { TagsInput, Text } from '@mantine/core';
import type { Account } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';

/** The tags of an account: playbooks add them, members add and take them off. */
export function AccountTags({ account, mayChange }: { account: Account; mayChange: boolean }) {
  const slug = useSlug();
  const add = useWrite<string, unknown>({
    send: (tag) => api.put(at(slug, 'accounts', account.id, 'tags', tag), {}),
    done: (_, tag) => `Tagged: ${tag}`,
  });
  const remove = useWrite<string, unknown>({
    send: (tag) => api.delete(at(slug, 'accounts', account.id, 'tags', tag)),
    done: (_, tag) => `No longer tagged: ${tag}`,
    undo: (_, tag) => api.put(at(slug, 'accounts', account.id, 'tags', tag), {}),
  });
  if (!mayChange) {
    if (account.tags.length === 0) return null;
    return (
      <Text size="sm" mt="xs">
        Tags: {account.tags.join(', ')}
      </Text>
    );
  }
  const change = (next: string[]) => {
    const words = next.map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== '');
    for (const tag of words) if (!account.tags.includes(tag)) add.mutate(tag);
    for (const tag of account.tags) if (!words.includes(tag)) remove.mutate(tag);
  };
  return (
    <TagsInput
      label="Tags"
      placeholder={account.tags.length === 0 ? 'A word, then Enter' : undefined}
      size="xs"
      mt="sm"
      maxLength={40}
      value={[...account.tags]}
      onChange={change}
    />
  );
}
