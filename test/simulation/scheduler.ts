interface Event {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * One line of events in true time. Sync code runs only when an event answers one of its awaits, and is waited for until it awaits
 * the next one: one thing at a time, in an order that the seed alone decides.
 */
export class Scheduler {
  now = 1_000_000;
  events = 0;
  readonly #queue: Event[] = [];
  #order = 0;
  #running = 0;
  #parked: (() => void) | null = null;

  at(time: number, fire: () => void): void {
    const event = { at: time, order: this.#order++, fire };
    let place = this.#queue.length;
    // Newest last among equals; the queue is short, so walking from its end is the fastest there is.
    for (; place > 0; place--) {
      const before = this.#queue[place - 1];
      if (before === undefined || before.at <= time) break;
    }
    this.#queue.splice(place, 0, event);
  }

  /** Sync code is about to run: it must park (await a port) or end before the next event. */
  resume(): void {
    this.#running += 1;
  }

  park(): void {
    if (this.#running === 0) return;
    this.#running -= 1;
    if (this.#running === 0) this.#parked?.();
  }

  get idle(): boolean {
    return this.#queue.length === 0;
  }

  async step(): Promise<void> {
    const event = this.#queue.shift();
    if (event === undefined) return;
    this.events += 1;
    this.now = Math.max(this.now, event.at);
    event.fire();
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => {
      this.#parked = resolve;
    });
    this.#parked = null;
  }
}
