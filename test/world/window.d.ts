interface Window {
  /** Of the page of a simulated CRM: goes to an address of its application without a reload, as often and as fast as it is called. */
  __navigate: (path: string) => void;
}
