import { TransportError } from './transportError.ts';

/** Body as UTF-8 text; '' where there is none. Stops reading, and says `tooLarge`, once more than `maxBytes` have come. */
export const readBody = async (response: Response, maxBytes: number): Promise<string> => {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new TransportError('tooLarge');
    text += decoder.decode(value, { stream: true });
  }
};
