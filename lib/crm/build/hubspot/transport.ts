/** Takes the place of the client's own transport: `httpLibrary` is given to every API, so this is never asked. */
export const sendBufferedRequest = (): never => {
  throw new Error('No transport was given to this client.');
};
