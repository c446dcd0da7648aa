class SilentLogger {
  createInstance(): this {
    return this;
  }
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

/** jsforce logs request addresses and answers; neither belongs in a browser's console. */
export const getLogger = (): SilentLogger => new SilentLogger();
