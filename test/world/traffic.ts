/** What goes from the browser to the CRMs' APIs and to the ERP API, counted: stories that strike in mid-run look at it. */
export interface Traffic {
  /** Since the world began. */
  readonly count: number;
  note(): void;
}

export const openTraffic = (): Traffic => {
  let count = 0;
  return {
    get count() {
      return count;
    },
    note() {
      count += 1;
    },
  };
};
