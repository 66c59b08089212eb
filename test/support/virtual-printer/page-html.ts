import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { type PageLanguage, type PageWords, pageWords } from './page-words.ts';
import type { PrinterState } from './printer-state.ts';
import { embeddedFontCss, receiptFontCss } from './receipt-font.ts';
import { escapeHtml } from './receipt-html.ts';
import { receiptCss } from './receipt-style.ts';

export type PageOptions = {
  readonly language: PageLanguage;
  readonly address: string;
  readonly widthCells: number;
  readonly maxShownReceipts: number;
  /** The one inline script that the page's policy lets run. */
  readonly nonce: string;
};

/** The whole page, fonts included; it talks only to the server that sent it. */
export function renderPage(options: PageOptions): string {
  const words = pageWords[options.language];
  return `<!doctype html>
<html lang="${options.language}" translate="no"><head><meta charset="utf-8"><meta name="google" content="notranslate"><title>${words.title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>${fonts()}${receiptCss}${pageStyle}</style></head>
<body><main><div id="roll" data-limit="${options.maxShownReceipts}"><p id="empty">${words.nothingYet}</p></div>
<div id="front"><span ${badge('lamp', words)}</span><span>${options.widthCells === 32 ? 58 : 80} mm · ${options.widthCells}</span></div></main>
${renderPanel(options, words)}
<script nonce="${options.nonce}">${pageScript}</script></body></html>`;
}

const badge = (id: string, words: PageWords): string =>
  `id="${id}" data-ready="${words.ready}" data-stopped="${words.stopped}">${words.ready}`;

function renderPanel(options: PageOptions, words: PageWords): string {
  return `<aside><header><div class="head"><h1>${words.title}</h1><span ${badge('status', words)}</span></div>
<code>tcp://${options.address}</code></header>
<p id="lost" hidden>${words.lost}</p>
${choices(words).map(renderChoices).join('')}
<div class="actions"><button data-action="/test-receipt">${words.testReceipt}</button>
<button data-action="/power-cycle">${words.powerCycle}</button></div>
<dl>${counters(words)}</dl>
<nav>${links(options.language)}</nav></aside>`;
}

type Change = { [Name in keyof PrinterState]?: PrinterState[Name] | { readonly kind: string } };
type Choice = readonly [label: string, change: Change, isFault: boolean];
type Choices = { readonly legend: string; readonly choices: readonly Choice[]; readonly after?: string };

function choices(words: PageWords): readonly Choices[] {
  return [
    {
      legend: words.paper,
      choices: [
        [words.paperOk, { paper: 'ok' }, false],
        [words.paperNearEnd, { paper: 'near-end' }, true],
        [words.paperOut, { paper: 'out' }, true],
      ],
    },
    {
      legend: words.cover,
      choices: [
        [words.coverClosed, { cover: 'closed' }, false],
        [words.coverOpen, { cover: 'open' }, true],
      ],
    },
    {
      legend: words.line,
      choices: [
        [words.lineOn, { online: true }, false],
        [words.lineOff, { online: false }, true],
      ],
    },
    {
      legend: words.cutter,
      choices: [
        [words.cutterOk, { error: 'none' }, false],
        [words.cutterJammed, { error: 'cutter' }, true],
      ],
    },
    {
      legend: words.network,
      after: words.afterBytes,
      choices: [
        [words.normal, { mode: { kind: 'normal' } }, false],
        [words.mute, { mode: { kind: 'mute' } }, true],
        [words.neverReads, { mode: { kind: 'never-reads' } }, true],
        [words.stalls, { mode: { kind: 'stalls-after' } }, true],
        [words.resets, { mode: { kind: 'resets-after' } }, true],
      ],
    },
  ];
}

function renderChoices({ legend, choices, after }: Choices): string {
  const buttons = choices.map(
    ([label, change, isFault]) =>
      `<button type="button" aria-pressed="false"${isFault ? ' class="fault"' : ''} data-change="${escapeHtml(JSON.stringify(change))}">${label}</button>`,
  );
  const bytes =
    after === undefined
      ? ''
      : `<label class="after"><input id="bytes" type="number" min="0" max="1000000" value="200">${after}</label>`;
  return `<fieldset><legend>${legend}</legend><div class="choices">${buttons.join('')}</div>${bytes}</fieldset>`;
}

function counters(words: PageWords): string {
  return (['receipts', 'connections', 'waiting', 'unexplained'] as const)
    .map((name) => `<dt>${words[name]}</dt><dd id="${name}">0</dd>`)
    .join('');
}

const languageNames: Readonly<Record<PageLanguage, string>> = { en: 'English', ro: 'Română', ru: 'Русский' };

function links(current: PageLanguage): string {
  return Object.entries(languageNames)
    .map(([id, name]) => `<a href="?lang=${id}"${id === current ? ' aria-current="true"' : ''}>${name}</a>`)
    .join('');
}

/** One letter of each subset that the page or a receipt may need. */
function fonts(): string {
  return `${receiptFontCss('aăşЖΩ')}${embeddedFontCss('@fontsource-variable/inter', 'aășЖ')}`;
}
