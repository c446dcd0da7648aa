/** Streams of bodies and of records are not used: every body comes whole, every record in an array. */
export const createLazyStream = () => ({ stream: null, setStream: (): void => {} });
