import { createRoute, z } from '@hono/zod-openapi';
import { assignAccounts, assignment, previewAssignment } from '../portfolios/assign-accounts.ts';
import { movePortfolio, previewPortfolio } from '../portfolios/move-portfolio.ts';
import { portfolioChoice } from '../portfolios/portfolio-choice.ts';
import { undoPortfolioMove } from '../portfolios/undo-move.ts';
import { assignmentPlanSchema, portfolioMovedSchema, portfolioPlanSchema } from './contract/portfolio.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const organisation = '/api/organisations/{organisation}';
const tags = ['Team'];

const preview = createRoute({
  method: 'post',
  path: `${organisation}/members/{id}/portfolio-preview`,
  tags,
  summary: 'Look at what moving a member’s accounts and tasks would change, with names',
  request: { params: withIdPath, body: body(portfolioChoice) },
  responses: { ...answers(200, portfolioPlanSchema, 'Nothing is changed.'), ...problems(409) },
});

const move = createRoute({
  method: 'post',
  path: `${organisation}/members/{id}/portfolio-moves`,
  tags,
  summary: 'Move a member’s accounts and tasks to others, at once',
  request: { params: withIdPath, body: body(portfolioChoice) },
  responses: { ...answers(201, portfolioMovedSchema, 'What changed hands.'), ...problems(409) },
});

const undo = createRoute({
  method: 'post',
  path: `${organisation}/portfolio-moves/{id}/undo`,
  tags,
  summary: 'Take a move back, as far as nothing has been changed since',
  request: { params: withIdPath },
  responses: { ...answersNothing('It is taken back.'), ...problems(409) },
});

const previewOfAssignment = createRoute({
  method: 'post',
  path: `${organisation}/assignment-preview`,
  tags,
  summary: 'Look at how accounts without a CSM would be shared out',
  request: { params: inOrganisationPath, body: body(assignment) },
  responses: answers(200, assignmentPlanSchema, 'Nothing is changed.'),
});

const assign = createRoute({
  method: 'post',
  path: `${organisation}/assignments`,
  tags,
  summary: 'Share out the accounts without a CSM by a rule',
  request: { params: inOrganisationPath, body: body(assignment) },
  responses: answers(
    200,
    z.object({ id: z.uuid().nullable(), accounts: z.int() }),
    'How many accounts got a CSM, and the move for taking it back.',
  ),
});

export function portfolioRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(preview, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await previewPortfolio(database, c.get('actor'), id, c.req.valid('json')), 200);
  });
  routes.openapi(move, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await movePortfolio(database, c.get('actor'), id, c.req.valid('json')), 201);
  });
  routes.openapi(undo, async (c) => {
    await undoPortfolioMove(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(previewOfAssignment, async (c) =>
    c.json(await previewAssignment(database, c.get('actor'), c.req.valid('json')), 200),
  );
  routes.openapi(assign, async (c) => c.json(await assignAccounts(database, c.get('actor'), c.req.valid('json')), 200));
  return routes;
}
