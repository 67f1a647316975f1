/** The end of an id. The full id is in the tooltip and for screen readers. */
export const ShortId = ({ id }: { id: string }) => (
  <code title={id}>
    <span aria-hidden="true">…{id.slice(-8)}</span>
    <span className="visually-hidden">{id}</span>
  </code>
);
