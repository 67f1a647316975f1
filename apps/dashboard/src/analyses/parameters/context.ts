import { type ComponentType, createContext, useContext } from 'react';
import type { Schema } from './schema.ts';

export interface FieldProps {
  readonly name: string;
  /** The label, where the name comes from the file. Defaults to that of the parameter. */
  readonly label?: string;
  /** The path within all parameters, such as `outliers.zscore`. */
  readonly path: string;
  readonly schema: Schema;
  /** Undefined: the default applies. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Shared by all fields of a form. */
export interface FormContext {
  /** The column names of the file, once known. */
  readonly columns: readonly string[];
  /** The validation error of a parameter, by its path, such as `outliers.zscore`. */
  readonly errors: ReadonlyMap<string, string>;
  /** Renders any parameter. In the context, because parameters nest. */
  readonly Field: ComponentType<FieldProps>;
}

export const FormFacts = createContext<FormContext>({ columns: [], errors: new Map(), Field: () => null });
export const useError = (path: string): string | undefined => useContext(FormFacts).errors.get(path);
export const useColumns = (): readonly string[] => useContext(FormFacts).columns;
/** The component that renders any parameter. */
export const useField = (): ComponentType<FieldProps> => useContext(FormFacts).Field;
