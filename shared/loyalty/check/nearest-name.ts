/** Which known name a mistyped one probably stands for. */

/** Fewest insertions, deletions, changes and swaps of neighbours that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  let twoBack: readonly number[] = [];
  let oneBack: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? at(twoBack, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      current.push(
        Math.min(
          at(oneBack, column) + 1,
          at(current, column - 1) + 1,
          at(oneBack, column - 1) + change,
          swapped,
        ),
      );
    }
    twoBack = oneBack;
    oneBack = current;
  }
  return at(oneBack, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? 0;

const MAX_COMPARED_CHARS = 64;

/** The closest name, if it differs in no more than a third of its letters; among equals the first by alphabet. */
export function nearestName(wrong: string, known: Iterable<string>): string | null {
  if (wrong.length > MAX_COMPARED_CHARS) return null;
  const lower = wrong.toLowerCase();
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known) {
    if (name.length > MAX_COMPARED_CHARS) continue;
    const allowed = Math.max(1, Math.floor(Math.max(name.length, wrong.length) / 3));
    if (Math.abs(name.length - wrong.length) > allowed) continue;
    const distance = editDistance(lower, name.toLowerCase());
    if (distance > allowed || distance > least) continue;
    if (distance === least && best !== null && best <= name) continue;
    best = name;
    least = distance;
  }
  return best;
}
