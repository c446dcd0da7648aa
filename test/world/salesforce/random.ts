/** Seeded letters and digits, so that tokens differ from each other and a seed repeats them. Not a source of secrets. */
export class SeededText {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  next(length: number): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    let text = '';
    while (text.length < length) {
      // xorshift32 (Marsaglia, 2003)
      this.#state ^= this.#state << 13;
      this.#state ^= this.#state >>> 17;
      this.#state ^= this.#state << 5;
      this.#state >>>= 0;
      text += alphabet.charAt(this.#state % alphabet.length);
    }
    return text;
  }
}
