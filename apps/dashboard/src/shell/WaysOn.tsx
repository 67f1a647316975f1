import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './WaysOn.module.css';

/** Where to go from a page that does not exist. */
export const WaysOn = () => (
  <p className={styles.ways}>
    <LinkButton to="/" kind="primary">
      Home
    </LinkButton>
    <LinkButton to="/imports">All imports</LinkButton>
    <LinkButton to="/analyses">All analyses</LinkButton>
    <LinkButton to="/documents">All documents</LinkButton>
  </p>
);
