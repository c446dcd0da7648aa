/** What the text says as JSON, or undefined (which JSON cannot say) where it is not JSON: an HTML error page, half a body. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
