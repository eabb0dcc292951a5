import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { MemberActor } from '../context/actor.ts';
import { notFound, problem } from '../lib/problem.ts';

/** What the middleware has found out before a route runs. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** The client's address, as far as it is known. */
    address: string;
    /** Set for everything below /api/organisations/{organisation}. */
    actor: MemberActor;
    /** The session the request came with; unset for API keys. */
    sessionId: string | undefined;
  };
}

export type Routes = OpenAPIHono<ApiEnv>;

/** An empty set of routes whose invalid requests become a problem with one detail for each field. */
export function newRoutes(): Routes {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      // Nothing has an address that no address can be.
      if (result.target === 'param') throw notFound('page');
      const details = result.error.issues.map((issue) => ({
        at: issue.path.join('.') || result.target,
        problem: issue.message,
      }));
      throw problem(
        400,
        `The request is not valid: ${details.map(({ at, problem }) => `${at}: ${problem.replace(/\.$/, '')}`).join('; ')}.`,
        details,
      );
    },
  });
}

/** The path parameter of everything that belongs to an organisation. */
export const inOrganisationPath = z.object({
  organisation: z.string().openapi({
    param: { name: 'organisation', in: 'path' },
    example: 'acme',
    description: 'Slug of the organisation.',
  }),
});

/** The same with the id of one thing. */
export const withIdPath = inOrganisationPath.extend({ id: z.uuid('This is not an id of Steward.') });

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string().optional(),
    details: z.array(z.object({ at: z.string(), problem: z.string(), mend: z.string().optional() })).optional(),
  })
  .openapi('Problem');

const MEANINGS = {
  400: 'The request is not valid; the details say where.',
  401: 'Nobody is signed in, or the key is not valid.',
  403: 'The role, or the scope of the key, does not allow this.',
  404: 'It does not exist, or not for you.',
  409: 'It contradicts what is there.',
  413: 'Too large.',
  422: 'It cannot be used as it is; the details say where and how to mend it.',
  429: 'Too many attempts; Retry-After says how many seconds to wait.',
} as const;

type ProblemStatus = keyof typeof MEANINGS;

/** What is only written out may be read-only all the way down. */
type Read<Value> = Value extends readonly (infer Item)[]
  ? readonly Read<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Read<Value[Key]> }
    : Value;

/** Responses for `createRoute`: a JSON answer, and the problems that everything inside an organisation can have. */
export function answers<Status extends 200 | 201 | 202, Schema extends z.ZodType>(
  status: Status,
  schema: Schema,
  description: string,
) {
  const success = { [status]: { description, content: { 'application/json': { schema } } } } as {
    [key in Status]: {
      description: string;
      content: { 'application/json': { schema: z.ZodType<Read<z.output<Schema>>> } };
    };
  };
  return { ...success, ...problems(400, 401, 403, 404) };
}

/** Responses for a route that answers with nothing. */
export function answersNothing(description: string) {
  return { 204: { description }, ...problems(400, 401, 403, 404) };
}

/** The documentation of further problems of a route; the error handler writes them. */
export function problems(...statuses: ProblemStatus[]) {
  // Typed as empty: handlers throw problems and never return them.
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: MEANINGS[status], content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  ) as Record<never, never>;
}

/** A JSON body for `createRoute`. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}
