/** The text of an address as one of these; undefined for anything else that somebody has typed there. */
export const oneOf = <V extends string>(values: readonly V[], text: string | undefined): V | undefined =>
  values.find((value) => value === text);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isId = (text: string): boolean => UUID.test(text);

/** Whose things an operator sees unless one account is named: everybody's. Nobody else may ask. */
export const askedAccount = (isOperator: boolean, account: string | undefined) =>
  isOperator ? { account_id: account ?? '*' } : {};
