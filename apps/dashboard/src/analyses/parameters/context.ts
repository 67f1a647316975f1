import { type ComponentType, createContext, useContext } from 'react';
import type { Schema } from './schema.ts';

export interface FieldProps {
  readonly name: string;
  /** What it is called, where its name is not a word of ours but of the file. */
  readonly label?: string;
  /** Where it stands among all parameters: `outliers.zscore`. */
  readonly path: string;
  readonly schema: Schema;
  /** Undefined: as it is without being said. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** What all fields of one form share. */
export interface FormContext {
  /** Names of the file's columns, as far as they are known. */
  readonly columns: readonly string[];
  /** Sheets of a workbook; none of other files. */
  readonly sheets: readonly string[];
  /** What the server said of a parameter, by its path: `outliers.zscore`. */
  readonly errors: ReadonlyMap<string, string>;
  /** How any parameter is asked for: parameters hold parameters. */
  readonly Field: ComponentType<FieldProps>;
}

export const FormFacts = createContext<FormContext>({ columns: [], sheets: [], errors: new Map(), Field: () => null });
export const useError = (path: string): string | undefined => useContext(FormFacts).errors.get(path);
export const useColumns = (): readonly string[] => useContext(FormFacts).columns;
export const useSheets = (): readonly string[] => useContext(FormFacts).sheets;
/** The field of any parameter. */
export const useField = (): ComponentType<FieldProps> => useContext(FormFacts).Field;
