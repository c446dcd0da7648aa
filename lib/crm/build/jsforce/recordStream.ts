/** A query feeds its records into this as well as into its array; nobody reads it. */
export class Serializable {
  push(): void {}
  emit(): void {}
}
