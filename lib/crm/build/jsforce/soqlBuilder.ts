/** Makes SOQL of conditions given as objects. Every query of ours is written as SOQL. */
export const createSOQL = (): never => {
  throw new Error('jsforce is built without queries made of objects.');
};
