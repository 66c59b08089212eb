/** The status as one page: no script, no network, nothing but text and tables; it prints as it stands. */
import { LANGUAGES, type Language } from '../../../shared/kernel/language.ts';
import type { HqStatus } from '../hq-status.ts';
import { measuresOf } from '../words/measures.ts';
import { statusWords } from '../words/status-words.ts';
import { type Html, html } from './html.ts';
import { sections, type Told } from './sections.ts';
import { STYLE } from './style.ts';

export function statusPage(status: HqStatus, language: Language): string {
  const told = { say: statusWords(language), measures: measuresOf(status.units, language) };
  const { say } = told;
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>Puncta · ${say('title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${{ html: STYLE }}</style></head>
<body><header><h1>${say('title')}</h1><nav aria-label="${say('languages')}">${LANGUAGES.map((each) =>
    languageLink(each, language),
  )}</nav></header>
<p>${asOf(status, told)}</p>
<div class="facts">${facts(status, told)}</div>
${sections(status, told)}</body></html>
`;
  return page.html;
}

const NAMES: Readonly<Record<Language, string>> = { ro: 'Română', ru: 'Русский', en: 'English' };

const languageLink = (each: Language, shown: Language): Html =>
  html`<a href="?lang=${each}" lang="${each}"${each === shown ? html` aria-current="page"` : null}>${NAMES[each]}</a>`;

function asOf({ atMs, logIndex, hqEpoch, units }: HqStatus, { say, measures }: Told): string {
  const time = `${measures.time(atMs)} (${units.timeZone})`;
  const told = say('asOf', { time, index: measures.count(logIndex) });
  return hqEpoch > 1 ? `${told} ${say('epoch', { epoch: hqEpoch })}` : told;
}

const facts = (status: HqStatus, told: Told): readonly Html[] => [
  sumsFact(status, told),
  waitingFact(status, told),
  silentFact(status, told),
];

function sumsFact({ sums }: HqStatus, { say, measures }: Told): Html {
  const wrong = sums.filter(({ total }) => total !== 0).map(({ asset }) => measures.asset(asset));
  return wrong.length === 0
    ? fact('good', `✓ ${say('allZero')}`, say('allZeroMeans'))
    : fact('bad', `✗ ${say('notZero', { assets: wrong.join(', ') })}`, say('notZeroMeans'));
}

function waitingFact({ quarantine, frozen }: HqStatus, { say, measures }: Told): Html {
  const count = quarantine.count + frozen.count;
  return count === 0
    ? fact('good', `✓ ${say('nobody')}`, '')
    : fact('bad', `! ${say('waiting', { count: measures.count(count) })}`, say('waitingMeans'));
}

function silentFact({ tills }: HqStatus, { say, measures }: Told): Html {
  const till = tills.rows.find(({ state }) => state !== 'revoked');
  if (!till) return fact('', say('noTills'), '');
  const time = till.heardAtMs === null ? say('neverHeard') : measures.time(till.heardAtMs);
  return fact('', say('longestSilent', { till: till.till }), say('heard', { time }));
}

const fact = (kind: 'good' | 'bad' | '', what: string, means: string): Html =>
  html`<div class="fact ${kind}"><b>${what}</b><span>${means}</span></div>`;
