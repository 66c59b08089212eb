import type { ReactNode } from 'react';
import styles from './centre.module.css';

type CentreProps = {
  readonly screen: string;
  readonly title: string;
  readonly lead?: string | undefined;
  readonly children: ReactNode;
  /** What stands beside the form: a keypad, as a rule. */
  readonly aside?: ReactNode;
};

/** One question in the middle of the screen. */
export function Centre({ screen, title, lead, children, aside }: CentreProps) {
  return (
    <main className={styles.centre} data-screen={screen}>
      <div className={aside === undefined ? styles.single : styles.double}>
        <section className={styles.main}>
          <h1 className={styles.title}>{title}</h1>
          {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
          {children}
        </section>
        {aside}
      </div>
    </main>
  );
}
