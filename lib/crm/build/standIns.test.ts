import { describe, expect, test, vi } from 'vitest';
import Absent from './absent.ts';
import { sendBufferedRequest } from './hubspot/transport.ts';
import * as url from './hubspot/url.ts';
import { getBodySize } from './jsforce/bodySize.ts';
import { EventEmitter } from './jsforce/events.ts';
import jsforce from './jsforce/jsforce.ts';
import { getLogger } from './jsforce/logger.ts';
import OAuth2 from './jsforce/oauth2.ts';
import { Serializable } from './jsforce/recordStream.ts';
import { createSOQL } from './jsforce/soqlBuilder.ts';
import { createLazyStream } from './jsforce/stream.ts';
import { StreamPromise } from './jsforce/streamPromise.ts';
import NoTransport, {
  CanvasTransport,
  HttpProxyTransport,
  Transport,
  XdProxyTransport,
} from './jsforce/transport.ts';

describe('events', () => {
  test('reach their listeners in order, with all values, until these leave', () => {
    const heard: unknown[] = [];
    const first = (...values: unknown[]) => heard.push(['first', ...values]);
    const emitter = new EventEmitter().on('record', first).on('record', () => heard.push('second'));
    expect(emitter.emit('record', 1, 2)).toBe(true);
    emitter.removeListener('record', first).emit('record');
    expect(emitter.removeAllListeners('record').emit('record')).toBe(false);
    expect(heard).toEqual([['first', 1, 2], 'second', 'second']);
  });

  test('once is once, even where the listener emits again', () => {
    const emitter = new EventEmitter();
    const listener = vi.fn(() => emitter.emit('end'));
    emitter.once('end', listener).emit('end');
    expect(listener).toHaveBeenCalledOnce();
  });

  test('leaving where nobody came is nothing', () => {
    expect(new EventEmitter().removeListener('end', () => undefined).emit('end')).toBe(false);
  });
});

describe('a stream promise', () => {
  test('settles as the promise that it was made of, and carries the stream', async () => {
    const made = StreamPromise.create(() => ({ stream: 'stream', promise: Promise.resolve(7) }));
    expect(await made).toBe(7);
    expect(made.stream()).toBe('stream');
    const broken = StreamPromise.create(() => ({
      stream: null,
      promise: Promise.reject(new Error('broken')),
    }));
    await expect(broken).rejects.toThrow('broken');
  });

  test('what follows on one is one too', () => {
    const next = StreamPromise.create(() => ({ stream: null, promise: Promise.resolve(7) })).then(String);
    expect(next).toBeInstanceOf(StreamPromise);
  });
});

test('without our transport nothing reaches the network', () => {
  for (const Kind of [NoTransport, Transport, XdProxyTransport, HttpProxyTransport, CanvasTransport])
    expect(() => new Kind().httpRequest()).toThrow('No transport');
  expect(CanvasTransport.supported).toBe(false);
  expect(sendBufferedRequest).toThrow('No transport');
});

test('what is not used says nothing', () => {
  const error = vi.spyOn(console, 'error');
  const log = vi.spyOn(console, 'log');
  const logger = getLogger().createInstance();
  logger.debug();
  logger.info();
  logger.warn();
  logger.error();
  new Serializable().push();
  new Serializable().emit();
  createLazyStream().setStream();
  expect(error).not.toHaveBeenCalled();
  expect(log).not.toHaveBeenCalled();
  expect(jsforce.emit()).toBe(false);
  expect(new OAuth2().clientId).toBeUndefined();
  expect(getBodySize()).toBe(0);
  expect(new Absent()).toEqual({});
  expect(url.URL).toBe(URL);
  expect(url.URLSearchParams).toBe(URLSearchParams);
});

test('a query made of objects is refused by name', () => {
  expect(createSOQL).toThrow('jsforce is built without queries made of objects.');
});
