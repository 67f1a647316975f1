/** A value from the URL if it is one of `values`, otherwise undefined. */
export const oneOf = <V extends string>(values: readonly V[], text: string | undefined): V | undefined =>
  values.find((value) => value === text);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isId = (text: string): boolean => UUID.test(text);

/** The account filter of a query: for operators one account or all (`*`), for others none. */
export const askedAccount = (isOperator: boolean, account: string | undefined) =>
  isOperator ? { account_id: account ?? '*' } : {};
