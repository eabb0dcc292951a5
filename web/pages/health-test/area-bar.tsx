import classes from './health-test.module.css';

type Interval = readonly [number, number] | null;

const [WIDTH, HEIGHT] = [160, 16];

/** An area under the curve with its interval, from 0 to 1; the line in the middle is chance. */
export function AreaBar({ auc, interval }: { auc: number; interval: Interval }) {
  const x = (area: number) => 4 + area * (WIDTH - 8);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className={classes.bar}>
      <line x1={x(0)} x2={x(1)} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes.axis} />
      <line x1={x(0.5)} x2={x(0.5)} y1={1} y2={HEIGHT - 1} className={classes.chance} />
      {interval && (
        <line x1={x(interval[0])} x2={x(interval[1])} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes.interval} />
      )}
      <circle cx={x(auc)} cy={HEIGHT / 2} r={4} className={classes.dot} />
    </svg>
  );
}

/** An area as a number with two decimals, and its interval. */
export function Area({ auc, interval }: { auc: number | null; interval: Interval }) {
  if (auc === null) return <>–</>;
  return (
    <>
      {auc.toFixed(2)} {interval && <span className={classes.between}>{sayInterval(interval)}</span>}
    </>
  );
}

export function sayInterval([low, high]: readonly [number, number]): string {
  return `${sayTwo(low)} to ${sayTwo(high)}`;
}

/** With two decimals, and a real minus. */
export function sayTwo(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
