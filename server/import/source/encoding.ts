/** Which encoding a text file has: a mark, then UTF-8, then the code page whose letters make sense. */
import type { ByteSurvey } from './survey-bytes.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'windows-1251', 'windows-1250', 'koi8-r', 'ibm866'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Broken bytes in a UTF-8 file are few beside its good ones; any other encoding has hardly a good one. */
const GOOD_PER_FAULT = 4;
/** Mean length of a group of high bytes from which a text is Cyrillic; Romanian and English stay near 1. */
const CYRILLIC_RUN = 2;
/** Of all bytes; text in UTF-16 has one NUL for each ASCII character. */
const NUL_SHARE = 0.2;

export function detectEncoding(survey: ByteSurvey): Encoding {
  const mark = survey.head.toString('hex');
  if (mark.startsWith('efbbbf')) return 'utf-8';
  if (mark.startsWith('fffe')) return 'utf-16le';
  if ((survey.histogram[0] ?? 0) > survey.bytes * NUL_SHARE) return 'utf-16le';
  if (survey.utf8Faults === 0 || survey.utf8Sequences >= survey.utf8Faults * GOOD_PER_FAULT) return 'utf-8';
  const highBytes = survey.histogram.slice(0x80).reduce((sum, count) => sum + count, 0);
  return highBytes / survey.highRuns >= CYRILLIC_RUN ? cyrillic(survey.histogram) : 'windows-1250';
}

/** The letters that Russian uses most: more than half of any text. */
const FREQUENT = [...'оеаинтсрвлк'];
const CYRILLIC = ['windows-1251', 'koi8-r', 'ibm866'] as const;

function cyrillic(histogram: readonly number[]): Encoding {
  const scores = CYRILLIC.map((encoding) => {
    const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const common = [...letters].map((letter) => FREQUENT.includes(letter.toLowerCase()));
    return { encoding, score: histogram.reduce((sum, count, byte) => sum + (common[byte] ? count : 0), 0) };
  });
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).encoding;
}

const NAMES: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  windows1251: 'windows-1251',
  cp1251: 'windows-1251',
  '1251': 'windows-1251',
  win1251: 'windows-1251',
  windows1250: 'windows-1250',
  cp1250: 'windows-1250',
  '1250': 'windows-1250',
  win1250: 'windows-1250',
  koi8r: 'koi8-r',
  ibm866: 'ibm866',
  cp866: 'ibm866',
  dos: 'ibm866',
};

/** As people write it: CP1251, windows-1251, UTF8. */
export const readEncodingName = (name: string): Encoding | undefined =>
  NAMES[name.toLowerCase().replace(/[^a-z0-9]/g, '')];
