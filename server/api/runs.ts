import { createRoute, z } from '@hono/zod-openapi';
import { resendMessage } from '../jobs/resend-message.ts';
import { addNote, runNote } from '../runs/add-note.ts';
import { assetCopy, copyAsset } from '../runs/assets/copy-asset.ts';
import { changeDue, dueChange } from '../runs/change-due.ts';
import { closeRun, runClosure } from '../runs/close-run.ts';
import { completeStep, stepCompletion } from '../runs/complete-step.ts';
import { previewDueMove } from '../runs/preview-due-move.ts';
import { reassignment, reassignTask } from '../runs/reassign-task.ts';
import { reopenStep, stepReopening } from '../runs/reopen-step.ts';
import { retryAutomation, stepRetry } from '../runs/retry-automation.ts';
import { assetMail, sendAsset } from '../runs/send-asset.ts';
import { skipStep, stepSkip } from '../runs/skip-step.ts';
import { runStart, startRun } from '../runs/start-run.ts';
import { dueUndo, undoDueMove } from '../runs/undo-due-move.ts';
import { listRuns } from '../worklist/list-runs.ts';
import { openAsset } from '../worklist/open-asset.ts';
import { readRun } from '../worklist/read-run.ts';
import { openAssetSchema } from './contract/asset.ts';
import { dueMovePreviewSchema, runInListSchema, runPositionSchema, runSchema } from './contract/run.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/runs';
const tags = ['Runs'];
const stepPath = withIdPath.extend({ step: z.string().min(1).max(64) });
const assetPath = withIdPath.extend({ asset: z.string().min(1).max(64) });
const position = { ...answers(200, runPositionSchema, 'Where the run stands now.'), ...problems(409) };

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List runs, open ones first',
  request: {
    params: inOrganisationPath,
    query: z.object({
      state: z.enum(['open', 'closed']).optional(),
      account: z.uuid().optional(),
      playbook: z.string().max(64).optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    }),
  },
  responses: answers(200, z.object({ runs: z.array(runInListSchema) }), 'At most 500.'),
});

const start = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Start a playbook for an account by hand',
  request: { params: inOrganisationPath, body: body(runStart) },
  responses: { ...answers(201, runPositionSchema, 'The run.'), ...problems(409) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read a run: why, steps with due dates and their derivation, log',
  request: { params: withIdPath },
  responses: answers(200, runSchema, 'The run.'),
});

const close = createRoute({
  method: 'post',
  path: `${path}/{id}/closure`,
  tags,
  summary: 'Close a run by hand',
  request: { params: withIdPath, body: body(runClosure) },
  responses: position,
});

const note = createRoute({
  method: 'post',
  path: `${path}/{id}/notes`,
  tags,
  summary: 'Add a note to the log of a run',
  request: { params: withIdPath, body: body(runNote) },
  responses: position,
});

const step = `${path}/{id}/steps/{step}`;

const complete = createRoute({
  method: 'post',
  path: `${step}/completion`,
  tags,
  summary: 'Mark a step as done',
  request: { params: stepPath, body: body(stepCompletion) },
  responses: position,
});

const skip = createRoute({
  method: 'post',
  path: `${step}/skip`,
  tags,
  summary: 'Skip a step; a required one needs a reason',
  request: { params: stepPath, body: body(stepSkip) },
  responses: position,
});

const reopen = createRoute({
  method: 'post',
  path: `${step}/reopening`,
  tags,
  summary: 'Open a step again',
  request: { params: stepPath, body: body(stepReopening) },
  responses: position,
});

const retry = createRoute({
  method: 'post',
  path: `${step}/retry`,
  tags,
  summary: 'Try again what Steward could not do by itself',
  request: { params: stepPath, body: body(stepRetry) },
  responses: position,
});

const reassign = createRoute({
  method: 'put',
  path: `${step}/owner`,
  tags,
  summary: 'Give a step to another member',
  request: { params: stepPath, body: body(reassignment) },
  responses: position,
});

const moveDue = createRoute({
  method: 'put',
  path: `${step}/due`,
  tags,
  summary: 'Move the due date of a step',
  request: { params: stepPath, body: body(dueChange) },
  responses: position,
});

const previewDue = createRoute({
  method: 'get',
  path: `${step}/due-move`,
  tags,
  summary: 'Ask what moving the due date of a step would move with it',
  request: { params: stepPath, query: z.object({ dueAt: z.iso.datetime() }) },
  responses: answers(200, dueMovePreviewSchema, 'Nothing is changed.'),
});

const undoDue = createRoute({
  method: 'post',
  path: `${path}/{id}/due-undo`,
  tags,
  summary: 'Take a move of due dates back',
  request: { params: withIdPath, body: body(dueUndo) },
  responses: position,
});

const send = createRoute({
  method: 'post',
  path: `${step}/messages`,
  tags,
  summary: 'Send an asset of a step, as edited, to a contact by e-mail',
  request: { params: stepPath, body: body(assetMail) },
  responses: position,
});

const copy = createRoute({
  method: 'post',
  path: `${step}/copies`,
  tags,
  summary: 'Tell that an asset of a step was copied, and how it was worded; the words are compared and not kept',
  request: { params: stepPath, body: body(assetCopy) },
  responses: answersNothing('It is counted.'),
});

const asset = createRoute({
  method: 'get',
  path: `${path}/{id}/assets/{asset}`,
  tags,
  summary: 'Fill in an asset with the data of the account',
  request: { params: assetPath, query: z.object({ contact: z.uuid().optional() }) },
  responses: answers(200, openAssetSchema, 'The asset, ready to be edited.'),
});

const letterPath = withIdPath.extend({ letter: z.uuid() });

const resend = createRoute({
  method: 'post',
  path: `${path}/{id}/letters/{letter}/resending`,
  tags,
  summary: 'Send an e-mail again that could not be sent',
  request: { params: letterPath },
  responses: { ...answersNothing('It is on its way.'), ...problems(409) },
});

export function runRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(resend, async (c) => {
    const { id, letter } = c.req.valid('param');
    await resendMessage(database, c.get('actor'), id, letter);
    return c.body(null, 204);
  });
  routes.openapi(list, async (c) => {
    const { account, playbook, ...rest } = c.req.valid('query');
    const filter = { ...rest, accountId: account, playbookKey: playbook };
    return c.json({ runs: await listRuns(database, c.get('actor'), filter) }, 200);
  });
  routes.openapi(start, async (c) => c.json(await startRun(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(read, async (c) => c.json(await readRun(database, c.get('actor'), c.req.valid('param').id), 200));
  routes.openapi(close, async (c) =>
    c.json(await closeRun(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(note, async (c) =>
    c.json(await addNote(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  const target = ({ id, step }: z.infer<typeof stepPath>) => ({ runId: id, step });
  routes.openapi(complete, async (c) =>
    c.json(await completeStep(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(skip, async (c) =>
    c.json(await skipStep(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(reopen, async (c) =>
    c.json(await reopenStep(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(retry, async (c) =>
    c.json(await retryAutomation(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(reassign, async (c) =>
    c.json(await reassignTask(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(moveDue, async (c) =>
    c.json(await changeDue(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(previewDue, async (c) => {
    const dueAt = new Date(c.req.valid('query').dueAt);
    return c.json(await previewDueMove(database, c.get('actor'), target(c.req.valid('param')), dueAt), 200);
  });
  routes.openapi(undoDue, async (c) =>
    c.json(await undoDueMove(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(send, async (c) =>
    c.json(await sendAsset(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json')), 200),
  );
  routes.openapi(copy, async (c) => {
    await copyAsset(database, c.get('actor'), target(c.req.valid('param')), c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(asset, async (c) => {
    const { id, asset: key } = c.req.valid('param');
    return c.json(await openAsset(database, c.get('actor'), id, key, { contactId: c.req.valid('query').contact }), 200);
  });
  return routes;
}
