import { ENROLMENT_CODE_SHAPE } from '../../shared/protocol/enrol.ts';

/** A code as people type it: small letters, spaces, and the letters that Crockford's base32 leaves out. Null if none. */
export function readEnrolmentCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const code = letters.match(/.{1,4}/g)?.join('-') ?? '';
  return ENROLMENT_CODE_SHAPE.test(code) ? code : null;
}
