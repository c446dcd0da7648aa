/** Node's `url` module, as the platform has it. */
const { URL: PlatformUrl, URLSearchParams: PlatformUrlSearchParams } = globalThis;

export { PlatformUrl as URL, PlatformUrlSearchParams as URLSearchParams };
