import { FALSE, type Truth } from '../expressions/truth.ts';
import { advance } from './advance.ts';
import type { Effect } from './effects.ts';
import type { RunActor, RunHappening } from './run-event.ts';
import { ana, exampleEnvironment, system } from './run-example.ts';
import { newRun, type RunState } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

/** A run that is moved step by step at given times; remembers what came of it. */
export function story(environment: RunEnvironment = exampleEnvironment()) {
  let state: RunState = newRun('r1');
  let count = 0;
  return {
    get state() {
      return state;
    },
    happens(at: string, happening: RunHappening, by: RunActor = ana, world: RunEnvironment = environment) {
      count += 1;
      const result = advance(state, { id: `e${count}`, by, ...happening }, new Date(at), world);
      state = result.state;
      return result;
    },
    fires(timer: string) {
      const { at, key } = state.timers[timer]!;
      return this.happens(at, { kind: 'timer_fired', timer, key }, system);
    },
    morning(day: string, success: Truth, failure: Truth = FALSE, live = false) {
      return this.happens(
        `${day}T03:00:00Z`,
        { kind: 'conditions_evaluated', day, success, failure, live },
        system,
        environment,
      );
    },
    status(): Record<string, string> {
      return Object.fromEntries(Object.entries(state.steps).map(([id, step]) => [id, step.status]));
    },
  };
}

/** Effects in short: 'open_task plan', 'set_timer exit'. */
export function kinds(effects: readonly Effect[]): string[] {
  return effects.map((effect) =>
    `${effect.kind} ${'step' in effect ? effect.step : 'timer' in effect ? effect.timer : ''}`.trim(),
  );
}
