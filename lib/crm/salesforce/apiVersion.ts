/** Summer '26. */
export const API_VERSION = '67.0';
