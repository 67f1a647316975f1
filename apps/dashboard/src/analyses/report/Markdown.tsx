import { Fragment, type ReactNode } from 'react';
import { blocksOf, type Inline } from './markdown.ts';
import styles from './Report.module.css';

/** Paragraphs, lists and bold text; all else, HTML above all, stands there as the text that it is. */
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
