/**
 * Whether a rule's condition holds: every part that is present must (CND-1). Dates, weekdays and hours are those of the
 * store. A part that the till knows nothing about (hours without the clock's minute, stores without a place, a birthday
 * nobody told) does not hold, so what is unknown never gives anything away.
 */
import { weekdayOf } from '../../kernel/business-date.ts';
import { daysBetween } from '../../kernel/calendar.ts';
import type { Condition } from '../programme/condition.ts';
import type { MemberRow } from '../seen/member.ts';
import type { Seen, SeenClock } from '../seen/seen.ts';
import { birthdayHolds } from './birthday.ts';
import { compileGoodsOnce } from './goods-once.ts';

export const conditionHolds = (when: Condition, seen: Seen): boolean =>
  clockHolds(when, seen.clock) &&
  placeHolds(when, seen) &&
  memberHolds(when, seen) &&
  couponHolds(when, seen) &&
  containsHolds(when, seen);

/** Whether nothing but the missing member stands between the basket and the rule, so that a card would bring it. */
export const lacksOnlyMember = (when: Condition, seen: Seen): boolean =>
  seen.member === null && when.who === 'member' && conditionHolds({ ...when, who: 'anyone' }, seen);

function clockHolds(when: Condition, { businessDate, minute }: SeenClock): boolean {
  if (when.from !== undefined && businessDate < when.from) return false;
  if (when.to !== undefined && businessDate > when.to) return false;
  if (when.weekdays && !when.weekdays.includes(weekdayOf(businessDate))) return false;
  return !when.hours || (minute !== undefined && isWithin(when.hours, minute));
}

/** CND-2: `fromMinute` included, `toMinute` not; a window that ends before it begins passes midnight. */
const isWithin = ({ fromMinute, toMinute }: NonNullable<Condition['hours']>, minute: number): boolean =>
  fromMinute <= toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;

const placeHolds = ({ stores, channels }: Condition, { place }: Seen): boolean =>
  (!stores || (place !== undefined && stores.includes(place.storeId))) &&
  (!channels || (place !== undefined && channels.includes(place.channel)));

const MEMBER_PARTS = [
  'tiers',
  'segments',
  'members',
  'birthday',
  'nthVisit',
  'everyVisits',
  'dormantDays',
] as const satisfies readonly (keyof Condition)[];

function memberHolds(when: Condition, { member, clock }: Seen): boolean {
  if (when.who === 'member' && member === null) return false;
  if (when.who === 'guest' && member !== null) return false;
  if (when.referred !== undefined && when.referred !== (member?.referredBy !== undefined)) return false;
  if (member === null) return MEMBER_PARTS.every((part) => when[part] === undefined);
  return (
    (!when.tiers || when.tiers.includes(member.tierId)) &&
    (!when.members || when.members.includes(member.id)) &&
    (!when.segments || when.segments.some((segment) => member.segments?.includes(segment) === true)) &&
    (!when.birthday || birthdayHolds(when.birthday, member.birthday, clock.businessDate)) &&
    visitHolds(when, member, clock)
  );
}

/** CND-4: this receipt is the visit after those that the member's row counts. */
function visitHolds(when: Condition, { counters }: MemberRow, { businessDate }: SeenClock): boolean {
  const visit = counters.visits + 1;
  if (when.nthVisit !== undefined && visit !== when.nthVisit) return false;
  if (when.everyVisits !== undefined && visit % when.everyVisits !== 0) return false;
  if (when.dormantDays === undefined) return true;
  return (
    counters.lastVisit !== undefined && daysBetween(counters.lastVisit, businessDate) >= when.dormantDays
  );
}

const couponHolds = ({ coupon }: Condition, { coupons }: Seen): boolean =>
  coupon === undefined || coupons?.some((each) => each.couponId === coupon) === true;

/** CND-5: goods that were paid for count, gifts and gift cards do not. */
function containsHolds({ contains }: Condition, { lines }: Seen): boolean {
  if (!contains) return true;
  const isOf = compileGoodsOnce(contains);
  return lines.some((line) => line.giftOf === undefined && line.giftCardId === undefined && isOf(line));
}
