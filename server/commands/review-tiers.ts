import { reviewTiers } from '../tiers/review-tiers.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

export const reviewTiersCommand: Command = {
  summary: 'review the tiers of all members when the programme says that it is time; run it once a day',
  options: commonOptions,
  help: commonHelp,
  async run(values) {
    const { hq, close } = await openFrom(values);
    try {
      const reviews = await reviewTiers(hq);
      if (reviews.length === 0) console.log('no review is due');
      for (const { company, date, reviewed, moved } of reviews)
        console.log(`${company}: reviewed ${reviewed} members as of ${date}, ${moved} moved to another tier`);
    } finally {
      await close();
    }
  },
};
