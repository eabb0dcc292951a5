import type { Story } from '../story.ts';

/**
 * Nothing is wrong at Lerchenfeld, and that is worth a look too: they use nearly everything, talk with us every three
 * weeks and have brought us two customers.
 */
export const healthyAdvocate: Story = {
  account: {
    name: 'Lerchenfeld Medizintechnik',
    city: 'Hamburg',
    country: 'DE',
    industry: 'Medical technology',
    segment: 'enterprise',
    plan: 'Enterprise',
    seats: 92,
    csm: 'lena',
    years: 3,
    renewsIn: 301,
  },
  tell(life) {
    life.contract(70, 84, 92);
    life.stage(300, 'growth');
    const nadja = life.person('champion', { name: 'Nadja Petrov', title: 'Service Manager' });
    life.person('champion', { name: 'Ole Rathke', title: 'Planning Lead', joined: 400 });
    const hans = life.person('executive_sponsor', { name: 'Hans-Peter Loos', title: 'Chief Operating Officer' });
    life.uses({ share: 0.8 });
    life.peopleGo([425, 0.8], [90, 0.95], [0, 1]);
    life.amountGoes([425, 0.86], [120, 0.98], [0, 1.03]);
    life.talks({ every: 20, until: 6, with: nadja });
    life.meeting(64, {
      with: hans,
      subject: 'Reference visit',
      summary:
        'A clinic group visited them. Hans-Peter explained it better than we could. He would do it again next year.',
    });
    life.ticketsNowAndThen(0.8, 4.8);
    life.nps(40, 10, 'Tell the people who built the capacity view that it changed my Mondays.', nadja);
    life.csat(22, 5);
    life.bills(12, () => -12);
    life.attributes.is_reference = true;
  },
};
