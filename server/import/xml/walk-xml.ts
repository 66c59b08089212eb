/**
 * XML as a stream of elements that begin and end, in constant memory. No document type is read, so there are no
 * entities of a file's own, neither outside ones nor ones that multiply; depth and length of a node are limited.
 */
import { SaxesParser } from 'saxes';
import { OperatorError } from '../../operator-error.ts';
import { MAX_XML_DEPTH, MAX_XML_NODE_CHARS } from '../limits.ts';

export type XmlElement = {
  /** Without a prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
};

export type XmlVisitor<T> = {
  readonly begin?: (element: XmlElement, depth: number) => void;
  /** `text` is the element's own, without that of elements inside it. */
  readonly end: (element: XmlElement, text: string, emit: (value: T) => void) => void;
};

type Open = { readonly element: XmlElement; text: string };

export async function* walkXml<T>(
  texts: AsyncIterable<string>,
  { file, visitor }: { readonly file: string; readonly visitor: XmlVisitor<T> },
): AsyncGenerator<readonly T[]> {
  const parser = new SaxesParser();
  const emitted: T[] = [];
  const open: Open[] = [];
  let quiet = 0;
  const refuse = (reason: string): never => {
    throw new OperatorError(`${file}, line ${parser.line}: ${reason}`);
  };
  const addText = (text: string): void => {
    quiet = 0;
    const current = open.at(-1);
    if (current) current.text += text;
    if (current && current.text.length > MAX_XML_NODE_CHARS) refuse('a text without end.');
  };
  parser.on('error', ({ message }) =>
    refuse(`the file is no well-formed XML (${message.replace(/^[\d:]+\s*/, '')}).`),
  );
  parser.on('doctype', () => refuse('the file has a document type (DOCTYPE); such files are not read.'));
  parser.on('comment', () => {
    quiet = 0;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', ({ name, attributes }) => {
    quiet = 0;
    const element = {
      name: localName(name),
      attributes: attributes as Record<string, string>,
      line: parser.line,
    };
    open.push({ element, text: '' });
    if (open.length > MAX_XML_DEPTH) refuse(`elements lie more than ${MAX_XML_DEPTH} deep.`);
    visitor.begin?.(element, open.length);
  });
  parser.on('closetag', () => {
    quiet = 0;
    const closed = open.pop();
    if (closed) visitor.end(closed.element, closed.text, (value) => emitted.push(value));
  });
  for await (const text of texts) {
    quiet += text.length;
    parser.write(text);
    if (quiet > MAX_XML_NODE_CHARS) refuse('a text or tag without end.');
    if (emitted.length > 0) yield emitted.splice(0);
  }
  parser.close();
  if (emitted.length > 0) yield emitted.splice(0);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
