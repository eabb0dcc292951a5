/** What kind of value a signal has. */
export type SignalType = 'number' | 'date' | 'label' | 'boolean';

/**
 * How a value reads to people. `ratio` is a change (−0.3 = fell by 30 %), `share` a part of a whole (0.4 = 40 %),
 * `money` integer minor units of a currency, `date` epoch days (days since 1970-01-01) or 'YYYY-MM-DD'.
 */
export type Unit =
  | 'count'
  | 'days'
  | 'ratio'
  | 'money'
  | 'score'
  | 'points'
  | 'seats'
  | 'share'
  | 'date'
  | 'label'
  | 'flag';

/**
 * A signal that expressions may name.
 *
 * `title` is said in sentences: a noun phrase ("logins in the last 28 days", "days since last activity"). For a
 * `ratio` it names the thing that changed, not the change ("logins in the last 28 days", said as "… fell by 30 %");
 * for a `flag` it is a statement that can be true ("the champion has left").
 */
export interface SignalDeclaration {
  readonly name: string;
  readonly type: SignalType;
  readonly unit: Unit;
  readonly title: string;
  /** The facts it comes from, in words. */
  readonly from: string;
}

/**
 * The signals of an organisation by the name written in expressions. An alias is a second key with the same
 * declaration: `declaration.name` is then the name under which values are kept.
 */
export type Catalogue = ReadonlyMap<string, SignalDeclaration>;
