import { Fragment, type ReactNode } from 'react';
import { blocksOf, type Inline } from './markdown.ts';
import styles from './Report.module.css';

/** Renders paragraphs, lists and bold text. Everything else, HTML in particular, is shown as plain text. */
export const Markdown = ({ text }: { text: string }) => (
  <div className={styles.prose}>
    {blocksOf(text).map((block, at) => {
      const key = `${at}`;
      if (block.kind === 'paragraph') return <p key={key}>{inlines(block.text)}</p>;
      return (
        <ul key={key}>
          {block.items.map((item, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
            <li key={place}>{inlines(item)}</li>
          ))}
        </ul>
      );
    })}
  </div>
);

const inlines = (parts: readonly Inline[]): ReactNode =>
  parts.map(({ text, isBold }, at) => {
    const key = `${at}`;
    return isBold ? <strong key={key}>{text}</strong> : <Fragment key={key}>{text}</Fragment>;
  });
