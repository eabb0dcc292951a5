import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, type SignedIn, type SignIn } from './sign-in.ts';

export const newPassword = z.strictObject({
  /** Not asked of somebody who has none yet. */
  current: z.string().max(MAX_PASSWORD_LENGTH).optional(),
  password: z
    .string()
    .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`)
    .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`),
});

/**
 * Sets the password of the person who is signed in and ends their other sessions: whoever knew the old one is out. Throws a 403 problem
 * when there is a password and `current` is not it.
 */
export async function setPassword(
  database: Database,
  signIn: SignIn,
  person: SignedIn,
  input: z.input<typeof newPassword>,
): Promise<void> {
  const { current, password } = newPassword.parse(input);
  const isTheirs =
    !(await signIn.hasPassword(person.userId)) || (await signIn.isPassword(person.userId, current ?? ''));
  if (!isTheirs)
    throw problem(403, 'This is not your present password.', [
      { at: 'current', problem: 'is not the present password' },
    ]);
  await signIn.setPassword(person.userId, password);
  await database.identity.query('delete from identity.session where "userId" = $1 and id <> $2', [
    person.userId,
    person.sessionId,
  ]);
}
