/** A promise with the stream that jsforce passes along beside it. */
export class StreamPromise<T> extends Promise<T> {
  stream = (): unknown => null;

  static create<T>(
    build: () => { readonly stream: unknown; readonly promise: Promise<T> },
  ): StreamPromise<T> {
    const { stream, promise } = build();
    const made = new StreamPromise<T>((resolve, reject) => {
      promise.then(resolve, reject);
    });
    made.stream = () => stream;
    return made;
  }
}
