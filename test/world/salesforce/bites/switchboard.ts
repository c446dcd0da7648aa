import { BITES } from './registry.ts';
import type { BiteName, BiteSettings, Incident } from './settings.ts';

type IncidentName = {
  [N in BiteName]: BiteSettings[N] extends Incident ? N : never;
}[BiteName];

/** The switches of one org. */
export class Switchboard {
  readonly #positions = new Map<BiteName, unknown>();

  constructor() {
    this.reset();
  }

  /** As in an ordinary org. */
  reset(): void {
    for (const [name, bite] of Object.entries(BITES)) this.#positions.set(name as BiteName, bite.usual);
  }

  on<N extends BiteName>(name: N, setting: BiteSettings[N]): void {
    this.#positions.set(name, setting);
  }

  off(name: BiteName): void {
    this.#positions.set(name, null);
  }

  isOn(name: BiteName): boolean {
    return this.setting(name) !== null;
  }

  setting<N extends BiteName>(name: N): BiteSettings[N] | null {
    return this.#positions.get(name) as BiteSettings[N] | null;
  }

  /** Does the incident happen to this request? Each time it does is counted off. */
  strikes<N extends IncidentName>(name: N, path: string): BiteSettings[N] | null {
    const setting = this.setting(name);
    if (setting === null || setting.times <= 0) return null;
    if (setting.matching !== undefined && !path.includes(setting.matching)) return null;
    this.#positions.set(name, { ...setting, times: setting.times - 1 });
    return setting;
  }
}
