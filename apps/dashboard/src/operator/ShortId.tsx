/** An id that is recognised by its end; the whole of it on hover, for screen readers and for copying. */
export const ShortId = ({ id }: { id: string }) => (
  <code title={id}>
    <span aria-hidden="true">…{id.slice(-8)}</span>
    <span className="visually-hidden">{id}</span>
  </code>
);
