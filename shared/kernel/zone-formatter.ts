/** A formatter for each time zone, made once: making one takes longer than using it a hundred times. */
export function formatterByZone(
  options: Intl.DateTimeFormatOptions,
): (timeZone: string) => Intl.DateTimeFormat {
  const formatters = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = formatters.get(timeZone);
    if (known) return known;
    const made = new Intl.DateTimeFormat('en', { ...options, timeZone, numberingSystem: 'latn' });
    formatters.set(timeZone, made);
    return made;
  };
}
