import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Button as AriaButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { api } from '../api.ts';
import { type Session, sessionKey } from '../session/session.ts';
import { chooseTheme, chosenTheme, type Theme, themes } from '../theme/theme.ts';
import { endUploadsOfOthers } from '../uploads/upload-store.ts';
import styles from './AccountMenu.module.css';

const themeNames: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

/** The signed-in account, the theme, and sign-out. */
export function AccountMenu({ session }: { session: Session }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [theme, setTheme] = useState(chosenTheme);
  const signOut = async () => {
    endUploadsOfOthers(undefined);
    await api.DELETE('/api/v1/session');
    queryClient.clear();
    queryClient.setQueryData(sessionKey, null);
    await navigate({ to: '/sign-in' });
  };
  return (
    <MenuTrigger>
      <AriaButton className={styles.trigger ?? ''}>
        <span className={styles.account}>{session.accountId}</span>
        <span className={styles.role}>{session.role}</span>
        <span aria-hidden="true">▾</span>
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu className={styles.menu ?? ''} onAction={(key) => (key === 'sign-out' ? void signOut() : undefined)}>
          <MenuSection
            selectionMode="single"
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const [chosen] = [...(keys as Set<Theme>)];
              if (!chosen) return;
              chooseTheme(chosen);
              setTheme(chosen);
            }}
          >
            <Header className={styles.heading ?? ''}>Theme</Header>
            {themes.map((one) => (
              <MenuItem key={one} id={one} className={styles.item ?? ''}>
                {themeNames[one]}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className={styles.separator ?? ''} />
          <MenuItem id="sign-out" className={styles.item ?? ''}>
            Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
