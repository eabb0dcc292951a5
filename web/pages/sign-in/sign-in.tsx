import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiProblem, api } from '../../api.ts';
import { paths } from '../../paths.ts';
import { sessionQuery } from '../../session.ts';
import { Door } from './door.tsx';

/** E-mail and password; a one-time link that has been used up leads here too and says so. */
export function SignInPage() {
  const search = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.post('/api/auth/sign-in/email', { email: email.trim(), password }),
    onSuccess: async () => {
      await queries.resetQueries(sessionQuery);
      await navigate({ to: search.next ?? paths.home(), replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Door title="Sign in to Steward">
      <form onSubmit={submit}>
        <Stack gap="md">
          {search.error && !signIn.error && (
            <Alert color="yellow" role="status">
              This link has been used or has expired. Sign in with your password, or ask for a new link.
            </Alert>
          )}
          {signIn.error && (
            <Alert color="red" role="alert">
              {sayWhy(signIn.error)}
            </Alert>
          )}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            data-autofocus
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </Door>
  );
}

function sayWhy(failure: Error): string {
  if (!(failure instanceof ApiProblem)) return 'Something unexpected happened. Try again.';
  if (failure.status === 401) return 'The e-mail address or the password is not right.';
  return failure.message;
}
