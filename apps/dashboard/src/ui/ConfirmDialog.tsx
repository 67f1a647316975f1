import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.tsx';
import styles from './ConfirmDialog.module.css';

interface ConfirmDialogProps {
  /** The button that asks; focus comes back to it. */
  readonly trigger: ReactNode;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  /** The verb of what is confirmed. */
  readonly verb: string;
  readonly onConfirm: () => void;
}

/** Asks before something is taken away. */
export const ConfirmDialog = ({ trigger, title, children, verb, onConfirm }: ConfirmDialogProps) => (
  <DialogTrigger>
    {trigger}
    <ModalOverlay className={styles.overlay ?? ''} isDismissable>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.dialog ?? ''}>
          {({ close }) => (
            <>
              <Heading slot="title">{title}</Heading>
              <div>{children}</div>
              <div className={styles.actions}>
                <Button onPress={close} autoFocus>
                  Keep
                </Button>
                <Button
                  kind="danger"
                  onPress={() => {
                    onConfirm();
                    close();
                  }}
                >
                  {verb}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  </DialogTrigger>
);
