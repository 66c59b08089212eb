/** A case says something that the adapter does not know: the case fails, it never passes by accident. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}
