/** Ways in which an HQ, or the line to it, goes wrong. Each is asked for by name and happens to one request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { REFUSALS, type RefusalCode } from '../../../shared/protocol/routes.ts';

export type Fault =
  /** Text that is no JSON. */
  | 'notJson'
  /** JSON of another shape. */
  | 'otherShape'
  /** The line breaks in the middle of the answer. */
  | 'half'
  /** The request never arrives. */
  | 'deaf'
  /** HQ does its work, and the answer is lost. */
  | 'answerLost'
  /** The request is taken and never answered. */
  | 'hang'
  /** A proxy's page instead of HQ. */
  | 'proxyPage'
  /** More than any answer may be. */
  | 'endless'
  | { readonly refuse: RefusalCode };

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Does the work and gives the answer's text. */
  readonly work: () => string;
};

export function misbehave(fault: Fault, { request, response, work }: Exchange): void {
  if (typeof fault === 'object') return refuse(response, fault.refuse);
  switch (fault) {
    case 'notJson':
      response.end('{"wm": 12');
      return;
    case 'otherShape':
      response.end(JSON.stringify({ hello: ['world'] }));
      return;
    case 'half': {
      const text = work();
      response.writeHead(200, { 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    case 'deaf':
      request.socket.destroy();
      return;
    case 'answerLost':
      work();
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'proxyPage':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
      return;
    case 'endless':
      endless(response);
  }
}

export function refuse(response: ServerResponse, code: RefusalCode): void {
  response.writeHead(REFUSALS[code], { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
}

function endless(response: ServerResponse): void {
  const chunk = ' '.repeat(1 << 20);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
