/** One statement of the terms. `subject` names what it is about, the same in every version and language. */
export type Clause = {
  readonly subject: string;
  /** Stands before the text in bold or on its own; null for statements that need no name. */
  readonly name: string | null;
  readonly text: string;
};

export const clause = (subject: string, text: string, name: string | null = null): Clause => ({
  subject,
  name,
  text,
});

/** "Sweet tooth. Points on sweets are multiplied by 2." */
export const clauseText = ({ name, text }: Clause): string =>
  name === null ? text : `${sentence(name)} ${text}`.trim();

/** A text of the programme's own, closed with a full stop where it has none. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
