/** A text that may be too long for its column: cut there, whole in its title, in the accessibility tree and in the detail. */
export const CutText = ({ text }: { text: string }) => (
  <span className="cut" title={text}>
    {text}
  </span>
);
