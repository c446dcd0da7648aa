/** The registry of API modules, none of which is used: it only hears of each new connection. */
export default { emit: (): boolean => false };
