/** Base of `CallTransport`, which takes its place at every connection: alone, nothing reaches the network. */
export class Transport {
  httpRequest(): never {
    throw new Error('No transport was given to this connection.');
  }
}
export class XdProxyTransport extends Transport {}
export class HttpProxyTransport extends Transport {}
export class CanvasTransport extends Transport {
  static readonly supported = false;
}
/** What a connection starts with. */
export default class NoTransport extends Transport {}
