import { type Kysely, sql } from 'kysely';

/**
 * What programmes ask of a member beside spend and visits (server/members/facts.ts says what `facts` holds), the
 * birthday with the rest of the identity, how long a lot lives, uses of rules that are limited over everybody, and how
 * far a review of tiers has come.
 */
const memberFacts = `
ALTER TABLE member ADD COLUMN facts jsonb NOT NULL DEFAULT '{}';
ALTER TABLE member_identity ADD COLUMN birthday_sealed bytea;
ALTER TABLE lot ADD COLUMN active_on text, ADD COLUMN last_day text;
CREATE TABLE rule_use (
  company_id text NOT NULL REFERENCES company,
  rule_id text NOT NULL,
  times bigint NOT NULL CHECK (times > 0),
  PRIMARY KEY (company_id, rule_id)
);
CREATE TABLE tier_review (
  company_id text PRIMARY KEY REFERENCES company,
  reviewed_on text NOT NULL,
  after_id text
);
ALTER TABLE staleness DROP CONSTRAINT staleness_kind_check;
ALTER TABLE staleness ADD CONSTRAINT staleness_kind_check
  CHECK (kind IN ('price', 'product', 'tier', 'referral'));
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(memberFacts).execute(db);
}
