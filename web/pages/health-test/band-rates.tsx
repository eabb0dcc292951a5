import type { HealthTest } from '../../../server/api/contract/health-test.ts';
import { sayBand } from '../../ui/health/health.tsx';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import classes from './health-test.module.css';

const percent = (share: number) => `${sayNumber(share * 100, 1)} %`;

/** How often the outcome followed in each band. */
export function BandRates({ bands }: { bands: HealthTest['bands'] }) {
  return (
    <Section title={titleOf(bands)}>
      <div className={classes.scroll}>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">Band by score</th>
              <th scope="col">Had the outcome</th>
              <th scope="col">Of rows</th>
            </tr>
          </thead>
          <tbody>
            {bands.map(({ band, rows, positives, rate, interval }) => (
              <tr key={band}>
                <th scope="row" data-band={band}>
                  {sayBand(band === 'none' ? null : band)}
                </th>
                <td>
                  {rate === null ? '–' : percent(rate)}{' '}
                  {interval && (
                    <span className={classes.between}>
                      {percent(interval[0])} to {percent(interval[1])}
                    </span>
                  )}
                </td>
                <td>
                  {sayNumber(positives, 0)} of {sayNumber(rows, 0)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** The answer, where there are rows to compare. */
function titleOf(bands: HealthTest['bands']): string {
  const rateOf = (band: string) => bands.find((one) => one.band === band)?.rate ?? null;
  const [red, green] = [rateOf('red'), rateOf('green')];
  if (red === null || green === null) return 'How often it followed in each band';
  return `It followed ${percent(red)} of the red rows and ${percent(green)} of the green ones`;
}
