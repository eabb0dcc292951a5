import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { OpenInvitation } from '../../../server/api/contract/member.ts';
import { ApiProblem, api } from '../../api.ts';
import { paths } from '../../paths.ts';
import { sessionQuery } from '../../session.ts';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { sayRole } from '../../ui/words.ts';
import { Door } from './door.tsx';

const MIN_PASSWORD_LENGTH = 10;

/** Who has been invited makes a password (or gives the one they have) and is in. */
export function InvitationPage() {
  const { token } = useParams({ from: '/invitation/$token' });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<OpenInvitation>(`/api/invitations/${encodeURIComponent(token)}`, signal),
  });
  if (invitation.isPending) {
    return (
      <Door title="Your invitation">
        <LoadingRows rows={3} />
      </Door>
    );
  }
  if (invitation.error) {
    return (
      <Door title="Your invitation">
        {invitation.error instanceof ApiProblem && [400, 404].includes(invitation.error.status) ? (
          <Text>
            This invitation is not valid any more: it has been used, taken back, or is older than seven days. Ask
            whoever invited you for a new one.
          </Text>
        ) : (
          <Failed error={invitation.error} retry={() => void invitation.refetch()} />
        )}
      </Door>
    );
  }
  return <Accept token={token} invitation={invitation.data} />;
}

function Accept({ token, invitation }: { token: string; invitation: OpenInvitation }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { data: session } = useQuery(sessionQuery);
  const isSignedIn = session?.user.email === invitation.email;
  const accept = useMutation({
    mutationFn: async () => {
      await api.post(`/api/invitations/${encodeURIComponent(token)}/acceptance`, {
        ...(isSignedIn ? {} : { password }),
        ...(isSignedIn || invitation.hasPassword ? {} : { name }),
      });
      if (!isSignedIn) await api.post('/api/auth/sign-in/email', { email: invitation.email, password });
    },
    onSuccess: async () => {
      await queries.resetQueries(sessionQuery);
      await navigate({ to: paths.myDay(invitation.slug), replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <Door title={`Join ${invitation.organisationName}`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>
            You are invited as {sayRole(invitation.role)}, with the address {invitation.email}.
          </Text>
          {accept.error && (
            <Alert color="red" role="alert">
              {accept.error instanceof ApiProblem ? accept.error.message : 'Something unexpected happened. Try again.'}
            </Alert>
          )}
          {!isSignedIn && !invitation.hasPassword && (
            <TextInput
              label="Your name"
              autoComplete="name"
              required
              withAsterisk={false}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {!isSignedIn && (
            <PasswordInput
              label={invitation.hasPassword ? 'Your password' : 'Choose a password'}
              description={invitation.hasPassword ? undefined : `At least ${MIN_PASSWORD_LENGTH} characters.`}
              autoComplete={invitation.hasPassword ? 'current-password' : 'new-password'}
              minLength={invitation.hasPassword ? undefined : MIN_PASSWORD_LENGTH}
              required
              withAsterisk={false}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          )}
          <Button type="submit" loading={accept.isPending} fullWidth>
            Join {invitation.organisationName}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
